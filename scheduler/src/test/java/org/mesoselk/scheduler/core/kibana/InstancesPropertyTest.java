package org.mesoselk.scheduler.core.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.KibanaSettings;
import org.mesoselk.scheduler.core.model.KibanaSpec;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.PortChoice;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;

/** Whatever happens in whatever order: never more tasks than are wanted, and none too few by our own doing. */
class InstancesPropertyTest {
    private static final int AGENTS = 5;

    @Property(tries = 200)
    @Label("never more tasks than wanted, never below all but one by our own doing, and all are ready in the end")
    void whateverHappens(@ForAll long seed) {
        Random random = new Random(seed);
        String[] groups = random.nextBoolean() ? new String[] {"default"} : new String[] {"default", "logs"};
        Instances instances = new Instances(Instances.settings(1 + random.nextInt(4), groups)).subscribed();
        for (int i = 0; i < 150; i++) {
            disturb(instances, random, groups);
            step(instances, random, true);
        }
        for (int i = 0; i < 200; i++) {
            step(instances, random, false);
        }
        KibanaSpec spec = KibanaSpec.of(instances.records);
        assertThat(instances.records.members()).as("seed %d", seed).hasSize(spec.wanted());
        assertThat(instances.records.members().values()).as("seed %d", seed).allMatch(InstancesPropertyTest::isReady);
        assertThat(spec.restarts()).as("seed %d", seed).isEmpty();
    }

    private static boolean isReady(Member member) {
        return member.state() instanceof MemberState.Running running && running.healthy();
    }

    private static void disturb(Instances instances, Random random, String[] groups) {
        String group = groups[random.nextInt(groups.length)];
        switch (random.nextInt(12)) {
            case 0 -> instances.scale(group, random.nextInt(5));
            case 1 -> instances.settings = settingsOf(instances, random);
            case 2 ->
                instances.records = instances.records.with(KibanaSpec.of(instances.records)
                        .withRestarts(instances.records.members().values().stream()
                                .flatMap(member -> member.task().map(TaskRef::id).stream())
                                .filter(id -> random.nextBoolean())
                                .toList()));
            case 3 -> instances.restarted(instances.settings);
            default -> {}
        }
    }

    private static KibanaSettings settingsOf(Instances instances, Random random) {
        return Instances.settings(
                instances.settings.firstCount(),
                Map.of("x", Integer.toString(random.nextInt(3))),
                false,
                PortChoice.ANY,
                instances.settings.groups().toArray(String[]::new));
    }

    /** What Mesos and executors may say next of what they know; then the rules are looked at. */
    private static void step(Instances instances, Random random, boolean isRough) {
        List<Input> inputs = new ArrayList<>();
        for (Member member : instances.records.members().values()) {
            member.task()
                    .ifPresent(
                            task -> next(member.state(), task, random, isRough).ifPresent(inputs::add));
        }
        instances.records.abandoned().values().stream()
                .filter(abandoned -> !isRough || random.nextInt(3) == 0)
                .forEach(abandoned -> inputs.add(
                        abandoned.stopping().isPresent() || random.nextBoolean()
                                ? Instances.update(abandoned.task(), TaskState.KILLED)
                                : Instances.update(
                                        abandoned.task(),
                                        TaskState.RUNNING,
                                        "REASON_RECONCILIATION",
                                        Optional.of(true),
                                        "",
                                        Optional.empty())));
        inputs.add(Instances.offers(
                random.ints(0, AGENTS).limit(3).distinct().map(i -> i + 1).toArray()));
        Records before = instances.records;
        instances.tick(isRough ? random.nextInt(10) : 10, inputs.toArray(Input[]::new));
        check(instances, before);
    }

    private static Optional<Input> next(MemberState state, TaskRef task, Random random, boolean isRough) {
        if (state instanceof MemberState.Stopping) {
            return random.nextInt(2) == 0 ? Optional.of(Instances.update(task, TaskState.KILLED)) : Optional.empty();
        }
        int chance = isRough ? random.nextInt(20) : 0;
        return switch (chance) {
            case 0, 1, 2, 3, 4 -> Optional.of(Instances.update(task, TaskState.RUNNING));
            case 5 -> Optional.of(Instances.update(task, TaskState.UNREACHABLE));
            case 6 -> Optional.of(Instances.update(task, TaskState.FAILED));
            case 7 -> Optional.of(Instances.unhealthy(task, "", ScaleInstancesTest.report("red")));
            default -> Optional.empty();
        };
    }

    private static void check(Instances instances, Records before) {
        KibanaSpec spec = KibanaSpec.of(instances.records);
        spec.counts().forEach((group, count) -> {
            List<Member> all = instances.records.members().values().stream()
                    .filter(member -> member.nodeSet().equals(group))
                    .toList();
            List<Member> staying =
                    all.stream().filter(member -> !member.leaving()).toList();
            boolean hasGrown = all.stream().anyMatch(member -> !before.members().containsKey(member.name()));
            if (hasGrown) {
                // Those that are still being stopped are counted.
                assertThat(all.size()).as("%s of %s", all, group).isLessThanOrEqualTo(count);
            }
            List<Member> stoppedByUs = staying.stream()
                    .filter(member -> member.state() instanceof MemberState.Stopping)
                    .filter(member -> !(before.members().get(member.name()).state() instanceof MemberState.Stopping))
                    .toList();
            assertThat(stoppedByUs).as(group).hasSizeLessThanOrEqualTo(1);
            stoppedByUs.forEach(stopped -> {
                boolean others = staying.stream()
                        .filter(member -> !member.name().equals(stopped.name()))
                        .allMatch(InstancesPropertyTest::isReady);
                boolean wasReady = isReady(before.members().get(stopped.name()));
                assertThat(others || !wasReady || !isReadyNow(instances, stopped))
                        .as("%s is restarted while others are not ready", stopped.name())
                        .isTrue();
            });
        });
        assertThat(instances.calls(Call.Launch.class))
                .extracting(Call.Launch::memberName)
                .doesNotHaveDuplicates();
    }

    /** What the last word of its task was, which may have come with this tick. */
    private static boolean isReadyNow(Instances instances, Member member) {
        return Optional.ofNullable(
                        instances.memory.said().get(member.task().orElseThrow().id()))
                .filter(said -> said.state() == TaskState.RUNNING)
                .flatMap(TaskUpdate::healthy)
                .orElse(false);
    }
}
