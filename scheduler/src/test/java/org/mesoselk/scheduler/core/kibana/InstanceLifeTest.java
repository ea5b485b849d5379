package org.mesoselk.scheduler.core.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.TaskState;

/** What becomes of instances that fail, are lost, or find no Elasticsearch. */
class InstanceLifeTest {

    @Test
    void anUnhealthyOneIsToldAndNotStopped() {
        Instances instances = Instances.ready(2);
        instances.tick(
                1,
                Instances.endpoints("default"),
                Instances.unhealthy(
                        instances.task(0), "Elasticsearch does not answer", ScaleInstancesTest.report("red")));
        instances.tick(600);
        assertThat(instances.kills()).isEmpty();
        assertThat(instances.waits()).contains("unhealthy", "no-elasticsearch");
        assertThat(instances.sentences()).contains("/api/status says red: Elasticsearch does not answer");
        assertThat(instances.state(0)).isInstanceOf(MemberState.Running.class);
    }

    @Test
    void aLostOneIsReplacedElsewhereInTheSameTick() {
        Instances instances = Instances.ready(2);
        TaskRef lost = instances.task(0);
        instances.tick(1, Instances.update(lost, TaskState.UNREACHABLE), Instances.offers(3));
        Call.Launch launch = instances.calls(Call.Launch.class).get(0);
        assertThat(launch.memberName()).isEqualTo("kibana-default-0");
        assertThat(launch.task().agent().id()).isEqualTo("agent3");
        assertThat(instances.records.abandoned()).containsOnlyKeys(lost.id());
    }

    @Test
    void oneThatComesBackServesUntilTheOtherIsReadyAndIsStoppedThen() {
        Instances instances = Instances.ready(1);
        TaskRef lost = instances.task(0);
        instances.tick(1, Instances.update(lost, TaskState.UNREACHABLE), Instances.offers(2));
        instances.tick(1, returned(lost));
        assertThat(instances.kills()).isEmpty();
        assertThat(instances.sentences()).contains("it goes on until kibana-default-0 is ready");
        instances.tick(1, Instances.update(instances.task(0), TaskState.RUNNING));
        assertThat(instances.kills()).containsExactly(lost.id());
        instances.tick(1, Instances.update(lost, TaskState.KILLED));
        assertThat(instances.records.abandoned()).isEmpty();
    }

    @Test
    void oneThatComesBackBeforeAnotherWasLaunchedIsTheMembersAgain() {
        Instances instances = Instances.ready(1);
        TaskRef lost = instances.task(0);
        instances.tick(1, Instances.update(lost, TaskState.UNREACHABLE));
        instances.tick(1, returned(lost));
        assertThat(instances.task(0)).isEqualTo(lost);
        assertThat(instances.kills()).isEmpty();
        // With what it was launched is still known.
        assertThat(instances.tick(60).waits()).doesNotContain("restart-next");
        assertThat(instances.kills()).isEmpty();
    }

    private static Input returned(TaskRef task) {
        return Instances.update(
                task, TaskState.RUNNING, "REASON_RECONCILIATION", Optional.of(true), "", Optional.empty());
    }

    @Test
    void anAgentOnWhichTasksDoNotStartIsAvoided() {
        Instances instances = new Instances(Instances.settings(1)).subscribed();
        instances.tick(1, Instances.offers(1));
        TaskRef failed = instances.task(0);
        instances.tick(
                1,
                Instances.update(
                        failed,
                        TaskState.FAILED,
                        "",
                        Optional.empty(),
                        "Kibana 9.0.1 cannot work with Elasticsearch 8.19.20",
                        Optional.empty()));
        instances.tick(1, Instances.offers(1));
        assertThat(instances.calls(Call.Launch.class)).isEmpty();
        assertThat(instances.waits()).contains("agent-back-off");
        assertThat(instances.sentences()).contains("Kibana 9.0.1 cannot work with Elasticsearch 8.19.20");
        instances.tick(1, Instances.offers(2));
        assertThat(instances.calls(Call.Launch.class)).hasSize(1);
    }

    @Test
    void oneThatRanHasNoPlaceToReturnTo() {
        Instances instances = Instances.ready(1);
        assertThat(instances.member(0).home()).isEmpty();
        instances.tick(1, Instances.update(instances.task(0), TaskState.FAILED), Instances.offers(2));
        assertThat(instances.calls(Call.Launch.class)).hasSize(1);
    }

    @Test
    void oneThatLeavesIsNotWaitedForWhenItsAgentIsLost() {
        Instances instances = Instances.ready(2);
        instances.scale("default", 1).tick(1);
        instances.tick(1, Instances.update(instances.task(1), TaskState.UNREACHABLE));
        assertThat(instances.records.members()).containsOnlyKeys("kibana-default-0");
        assertThat(instances.records.abandoned()).hasSize(1);
    }

    @Test
    void whatItsExecutorSaysWhileItStartsIsTold() {
        Instances instances = new Instances(Instances.settings(1)).subscribed();
        instances.tick(1, Instances.offers(1));
        instances.tick(
                1,
                Instances.update(
                        instances.task(0),
                        TaskState.STARTING,
                        "",
                        Optional.empty(),
                        "waits for Elasticsearch",
                        Optional.empty()));
        assertThat(instances.sentences()).contains("its executor says: waits for Elasticsearch");
    }

    @Test
    void executorsAreToldWhenElasticsearchMovesAndNothingIsRestartedForIt() {
        Instances instances = Instances.ready(2);
        instances.tick(1, Instances.endpoints("default", "http://es2:9200"));
        assertThat(instances.calls(Call.SendEndpoints.class))
                .extracting(Call.SendEndpoints::endpoints)
                .containsExactly(List.of("http://es2:9200"), List.of("http://es2:9200"));
        instances.tick(1, Instances.endpoints("default"));
        assertThat(instances.calls(Call.SendEndpoints.class)).isEmpty();
        assertThat(instances.kills()).isEmpty();
    }
}
