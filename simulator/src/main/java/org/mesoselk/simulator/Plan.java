package org.mesoselk.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mesoselk.simulator.world.Chance;
import org.mesoselk.simulator.world.Script;
import org.mesoselk.simulator.world.Weather.Risk;

/**
 * A world and what befalls it, all out of one seed; a list, so that a failing one can be made shorter.
 *
 * @param seed of the small chances
 * @param schedulers one, or a second one that stands by
 * @param replicas of new indices by default, -1 for 0-all
 * @param faultsEnd virtual milliseconds; from then on nothing goes wrong any more
 */
public record Plan(
        long seed,
        int members,
        int masterEligible,
        int agents,
        int schedulers,
        int drainTogether,
        int replicas,
        boolean masterKeepsRegistry,
        boolean replaces,
        long faultsEnd,
        List<Event> events) {

    /** @param at virtual milliseconds */
    public record Event(long at, Kind kind, int who, int amount) {
        @Override
        public String toString() {
            String what = kind == Kind.WEATHER
                    ? Risk.values()[who % Risk.values().length].sentence() + ", " + amount + " in 1000"
                    : kind.sentence() + " (" + who + ", " + amount + ")";
            return Script.time(at) + "  " + kind + ": " + what;
        }
    }

    private static final Kind[] FREQUENT = {
        Kind.SCALE,
        Kind.SCALE,
        Kind.SCALE,
        Kind.WEATHER,
        Kind.WEATHER,
        Kind.SCHEDULER_CRASHES,
        Kind.SCHEDULER_CRASHES,
        Kind.NODE_DIES,
        Kind.HOST_RESTARTS
    };

    public static Plan of(long seed) {
        Chance chance = new Chance(seed ^ 0x5EED);
        boolean isLarge = chance.oneIn(12);
        int members = isLarge ? chance.between(5, 9) : chance.between(1, 5);
        int masterEligible = chance.oneIn(3) ? 5 : chance.between(1, 5);
        // Few are long: most of the time in them passes between events.
        long faultsEnd = 1000L * (chance.oneIn(3) ? chance.between(90, 240) : chance.between(40, 100));
        int count = chance.oneIn(10) ? chance.between(0, 3) : chance.between(3, 24);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(event(chance, faultsEnd));
        }
        events.sort(Comparator.comparingLong(Event::at));
        return new Plan(
                seed,
                members,
                masterEligible,
                members + chance.between(2, 5),
                chance.between(1, 2),
                chance.between(1, 4),
                chance.oneIn(2) ? -1 : chance.between(0, 2),
                !chance.oneIn(3),
                !chance.oneIn(4),
                faultsEnd,
                List.copyOf(events));
    }

    private static Event event(Chance chance, long faultsEnd) {
        Kind kind = chance.oneIn(2) ? chance.pick(List.of(FREQUENT)) : chance.pick(List.of(Kind.values()));
        // The beginning is mostly quiet, so that there is something to disturb.
        long from = chance.oneIn(4) ? 0 : Math.min(35_000, faultsEnd / 2);
        long at = chance.between((int) from, (int) faultsEnd);
        return new Event(at, kind, chance.between(0, 1000), amount(chance, kind));
    }

    private static int amount(Chance chance, Kind kind) {
        return switch (kind) {
            case SCALE -> chance.oneIn(10) ? chance.between(8, 10) : chance.between(1, 7);
            case WEATHER -> chance.oneIn(4) ? chance.between(200, 900) : chance.between(5, 200);
            case SCHEDULER_CRASHES, SCHEDULER_STOPPED_MIDWAY -> chance.between(0, 12);
            case SCHEDULER_STOPPED, ZOOKEEPER_AWAY, ELASTICSEARCH_SILENT ->
                chance.oneIn(4) ? chance.between(20, 100) : chance.between(1, 20);
            case CLOCK_JUMPS -> chance.oneIn(4) ? chance.between(-600, 600) : chance.between(-20, 20);
            case AGENT_CUT, HOST_CUT, NODE_CUT, HOST_RESTARTS, HOST_FORGETS, AGENT_RESTARTS, MASTER_FAILS ->
                chance.oneIn(3) ? chance.between(60, 200) : chance.between(1, 40);
            default -> chance.between(0, 1000);
        };
    }

    public Plan with(List<Event> fewer) {
        return new Plan(
                seed,
                members,
                masterEligible,
                agents,
                schedulers,
                drainTogether,
                replicas,
                masterKeepsRegistry,
                replaces,
                faultsEnd,
                List.copyOf(fewer));
    }
}
