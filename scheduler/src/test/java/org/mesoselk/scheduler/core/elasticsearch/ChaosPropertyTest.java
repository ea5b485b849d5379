package org.mesoselk.scheduler.core.elasticsearch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.TaskState;

/** Whatever happens in whatever order, {@link World} checks each tick; when it grows calm, the target is reached. */
class ChaosPropertyTest {

    @Property(tries = 20)
    @Label("whatever happens, no last copy is killed, and the target is reached in the end")
    void whateverHappensTheTargetIsReachedInTheEnd(@ForAll long seed) {
        Random random = new Random(seed);
        World world = new World(
                3,
                8,
                Samples.settings(1 + random.nextInt(3), Optional.of(Duration.ofSeconds(20 + random.nextInt(60)))));
        world.script.add("seed " + seed);
        world.untilSettledAt(3);
        for (int i = 0; i < 200; i++) {
            disturb(world, random);
            boolean crash = random.nextInt(20) == 0;
            world.step(!crash);
            if (crash) {
                world.restart();
            }
        }
        world.elasticsearch.answers = true;
        world.mesos.losesKills = false;
        List.copyOf(world.mesos.lostAgents).forEach(world::comesBack);
        int count = ElasticsearchSpec.of(world.records).nodeSet().count();
        world.until(
                "settled", w -> w.isSettledAt(count) && w.records.abandoned().isEmpty(), Duration.ofMinutes(20));
    }

    private static void disturb(World world, Random random) {
        switch (random.nextInt(30)) {
            case 0, 1 -> world.scale(1 + random.nextInt(7), true);
            case 2 -> world.elasticsearch.answers = random.nextBoolean();
            case 3 -> world.mesos.losesKills = random.nextBoolean();
            case 4 -> killOne(world, random);
            case 5 -> world.restart();
            case 6 -> world.mesos.loseAgent("agent" + (1 + random.nextInt(8)));
            case 7 -> List.copyOf(world.mesos.lostAgents).forEach(world::comesBack);
            case 8 -> world.cutOff("agent" + (1 + random.nextInt(8)));
            case 9 -> {
                if (world.mesos.lostAgents.size() < 3) {
                    world.cutOff(someAgent(world, random));
                }
            }
            case 10 -> world.pass(Duration.ofSeconds(random.nextInt(40)));
            default -> {}
        }
    }

    private static String someAgent(World world, Random random) {
        List<FakeMesos.Task> alive = world.mesos.alive();
        return alive.isEmpty()
                ? "agent1"
                : alive.get(random.nextInt(alive.size())).ref.agent().id();
    }

    private static void killOne(World world, Random random) {
        List<FakeMesos.Task> running = world.mesos.alive().stream()
                .filter(task -> task.state == TaskState.RUNNING)
                .filter(task ->
                        !world.mesos.lostAgents.contains(task.ref.agent().id()))
                .filter(world.elasticsearch::isNodeOf)
                .toList();
        if (!running.isEmpty()) {
            world.killNode(running.get(random.nextInt(running.size())).member);
        }
    }
}
