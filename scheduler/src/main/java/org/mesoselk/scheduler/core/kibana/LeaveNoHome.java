package org.mesoselk.scheduler.core.kibana;

/** An instance leaves nothing on its agent that the next one would need: it may go anywhere. */
final class LeaveNoHome {

    private LeaveNoHome() {}

    static void into(KibanaTick tick) {
        tick.members().stream()
                .filter(member -> member.home().isPresent())
                .forEach(member -> tick.put(member.withoutHome()));
    }
}
