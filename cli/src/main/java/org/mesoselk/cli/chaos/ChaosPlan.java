package org.mesoselk.cli.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The script of a chaos run: what follows from a seed for such an installation, and from nothing else. */
record ChaosPlan(long seed, Observed observed) {

    private static final int SCALES_PERCENT = 25;
    private static final int SETTLED_PERCENT = 55;
    private static final int LONGEST_REST_SECONDS = 15;

    /** Longer than Elasticsearch (30 s), ZooKeeper's sessions and the masters' (10 s) bear a silent peer. */
    private static final int LONGEST_PAUSE_SECONDS = 45;

    private static final int LONGEST_AWAY_SECONDS = 25;

    /** The first steps; a longer script begins with a shorter one. */
    List<Step> steps(int count) {
        Random random = new Random(seed);
        List<Component> components = List.copyOf(new java.util.TreeSet<>(observed.components()));
        List<Step> steps = new ArrayList<>();
        int members = 0;
        while (steps.size() < count) {
            Duration before = seconds(1, LONGEST_REST_SECONDS, random);
            boolean settled = random.nextInt(100) < SETTLED_PERCENT;
            if (observed.members() > 1 && random.nextInt(100) < SCALES_PERCENT) {
                members = another(members, random);
                steps.add(new Step.Scale(before, settled, members));
            } else {
                steps.add(fault(before, settled, components, random));
            }
        }
        return List.copyOf(steps);
    }

    /** Small clusters half as often as large ones: of those few members may be hit. */
    private int another(int members, Random random) {
        int other = 1 + random.nextInt(observed.members());
        if (other < observed.members() / 2 + 1 && random.nextBoolean()) {
            other = 1 + random.nextInt(observed.members());
        }
        return other == members ? 1 + other % observed.members() : other;
    }

    private static Step fault(Duration before, boolean settled, List<Component> components, Random random) {
        Component component = components.get(random.nextInt(components.size()));
        Step.Kind kind = random.nextBoolean() ? Step.Kind.KILL : Step.Kind.PAUSE;
        int longest = kind == Step.Kind.KILL ? LONGEST_AWAY_SECONDS : LONGEST_PAUSE_SECONDS;
        return new Step.Fault(before, settled, component, kind, random.nextInt(1000), seconds(1, longest, random));
    }

    private static Duration seconds(int least, int most, Random random) {
        return Duration.ofSeconds(least + random.nextInt(most - least + 1));
    }
}
