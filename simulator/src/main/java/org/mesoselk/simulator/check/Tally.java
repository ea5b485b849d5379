package org.mesoselk.simulator.check;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.runtime.Inbox;
import org.mesoselk.scheduler.runtime.Published;

/** What a run has been through. */
public final class Tally {
    private final Map<String, Long> transitions = new TreeMap<>();
    private final Map<String, Long> waits = new TreeMap<>();
    private long order = 1125899906842597L;
    private long turns;

    public Map<String, Long> transitions() {
        return transitions;
    }

    public Map<String, Long> waits() {
        return waits;
    }

    /** Two runs in which the same kinds of things happened in the same order have the same. */
    public long order() {
        return order;
    }

    public long turns() {
        return turns;
    }

    void called(Call call) {
        mix(call.getClass().getSimpleName());
    }

    void turn(Records before, List<Inbox.Entry> entries, Published now) {
        turns++;
        now.waits().forEach(wait -> waits.merge(wait.name(), 1L, Long::sum));
        for (Inbox.Entry entry : entries) {
            if (entry instanceof Inbox.Happened happened) {
                Input input = happened.input();
                mix(input.getClass().getSimpleName());
                if (input instanceof Input.Updated updated) {
                    mix(updated.update().state().name());
                    String state = before.members().values().stream()
                            .filter(member -> member.task()
                                    .filter(task ->
                                            task.id().equals(updated.update().taskId()))
                                    .isPresent())
                            .map(Tally::state)
                            .findFirst()
                            .orElse("NobodysTask");
                    transitions.merge(state + " x " + updated.update().state(), 1L, Long::sum);
                }
            }
        }
    }

    private static String state(Member member) {
        return member.state().getClass().getSimpleName();
    }

    private void mix(String word) {
        order = 31 * order + word.hashCode();
    }
}
