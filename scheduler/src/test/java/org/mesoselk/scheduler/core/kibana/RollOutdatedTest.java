package org.mesoselk.scheduler.core.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.KibanaSettings;
import org.mesoselk.scheduler.core.model.KibanaSpec;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.PortChoice;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.TaskState;

/** Restarts and other options: one after the other, and never fewer than all but one. */
class RollOutdatedTest {
    private static final KibanaSettings OTHER =
            Instances.settings(3, Map.of("logging.root.level", "warn"), false, PortChoice.ANY);

    /** Until nothing is left to do; after each tick at least {@code least} are ready. */
    private static List<String> roll(Instances instances, int least) {
        List<String> stopped = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            instances.tick(1, Instances.offers(1, 2, 3, 4, 5));
            for (String id : instances.kills()) {
                stopped.add(id);
                TaskRef task = instances.records.members().values().stream()
                        .flatMap(member -> member.task().stream())
                        .filter(own -> own.id().equals(id))
                        .findFirst()
                        .orElseThrow();
                instances.tick(1, Instances.update(task, TaskState.KILLED), Instances.offers(1, 2, 3, 4, 5));
            }
            assertThat(ready(instances)).isGreaterThanOrEqualTo(least);
            instances.run();
        }
        return stopped;
    }

    private static long ready(Instances instances) {
        return instances.records.members().values().stream()
                .filter(member -> member.state() instanceof MemberState.Running running && running.healthy())
                .count();
    }

    private static void restart(Instances instances) {
        instances.records = instances.records.with(KibanaSpec.of(instances.records)
                .withRestarts(instances.records.members().values().stream()
                        .map(member -> member.task().orElseThrow().id())
                        .toList()));
    }

    @Test
    void aRestartReplacesEachTaskOnceAndTwoOfThreeStayReady() {
        Instances instances = Instances.ready(3);
        List<String> before = List.of(
                instances.task(0).id(),
                instances.task(1).id(),
                instances.task(2).id());
        restart(instances);
        assertThat(roll(instances, 2)).containsExactlyElementsOf(before);
        assertThat(ready(instances)).isEqualTo(3);
        assertThat(KibanaSpec.of(instances.records).restarts()).isEmpty();
        assertThat(instances.waits()).doesNotContain("restart-next");
    }

    @Test
    void theNextWaitsWhileAnotherIsNotReady() {
        Instances instances = Instances.ready(3);
        restart(instances);
        instances.tick(1);
        assertThat(instances.kills()).containsExactly(instances.task(0).id());
        assertThat(instances.waits()).contains("restart-next");
        instances.tick(1, Instances.update(instances.task(0), TaskState.KILLED), Instances.offers(4));
        instances.tick(1, Instances.update(instances.task(0), TaskState.STARTING));
        instances.tick(120);
        assertThat(instances.kills()).isEmpty();
        assertThat(instances.sentences())
                .contains("kibana-default-1 is replaced by a new task when kibana-default-0 is");
        instances.tick(1, Instances.update(instances.task(0), TaskState.RUNNING));
        assertThat(instances.kills()).containsExactly(instances.task(1).id());
    }

    @Test
    void aSchedulerWithOtherOptionsReplacesAllOneByOne() {
        Instances instances = Instances.ready(3);
        instances.restarted(OTHER);
        assertThat(instances.records.members().values())
                .filteredOn(member -> member.state() instanceof MemberState.Stopping)
                .containsExactly(instances.member(0));
        instances.tick(1, Instances.update(instances.task(0), TaskState.KILLED), Instances.offers(4));
        instances.run();
        roll(instances, 2);
        assertThat(KibanaSpec.of(instances.records).launched().values()).containsOnly(OTHER.fingerprint());
    }

    @Test
    void aSchedulerWithTheSameOptionsReplacesNone() {
        Instances instances = Instances.ready(3);
        instances.restarted(Instances.settings(3));
        assertThat(roll(instances, 3)).isEmpty();
    }

    @Test
    void onlyWhatMesosHasSpokenOfCountsAsReady() {
        Instances instances = Instances.ready(3);
        TaskRef first = instances.task(0);
        restart(instances);
        instances.memory = Memory.initial(instances.now);
        instances.tick(1, new Input.Subscribed("framework-1"), instances.keys("default"));
        instances.tick(1, Instances.update(first, TaskState.RUNNING));
        // Long after the silence is over.
        instances.tick(60);
        assertThat(instances.kills()).isEmpty();
    }

    @Test
    void whoIsNotReadyGoesFirstAndOneAtATime() {
        Instances instances = Instances.ready(3);
        for (int i = 0; i < 3; i++) {
            instances.tick(0, Instances.unhealthy(instances.task(i), "", ScaleInstancesTest.report("red")));
        }
        restart(instances);
        instances.tick(1);
        assertThat(instances.kills()).containsExactly(instances.task(0).id());
        instances.tick(1, Instances.update(instances.task(0), TaskState.KILLED), Instances.offers(4));
        instances.tick(60);
        assertThat(instances.kills()).isEmpty();
        instances.tick(1, Instances.update(instances.task(0), TaskState.RUNNING));
        assertThat(instances.kills()).containsExactly(instances.task(1).id());
    }

    @Test
    void groupsAreRolledApart() {
        Instances instances = new Instances(Instances.settings(2, "default", "logs")).subscribed();
        instances.grown(1, 2, 3, 4);
        restart(instances);
        instances.tick(1);
        assertThat(instances.kills())
                .containsExactlyInAnyOrder(
                        instances.member("default-0").task().orElseThrow().id(),
                        instances.member("logs-0").task().orElseThrow().id());
    }
}
