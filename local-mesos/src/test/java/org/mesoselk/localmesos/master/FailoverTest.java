package org.mesoselk.localmesos.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.Test;
import org.mesoselk.localmesos.http.HttpError;
import org.mesoselk.localmesos.link.ToAgent;

/** What the recordings 03 and 01c show of frameworks that come back, or do not. */
class FailoverTest {

    private final Lab lab = new Lab();
    private final FakeAgent agent = lab.agent();
    private final FakeScheduler first = lab.subscribe(Lab.framework("f"));
    private final String framework = first.frameworkId();

    private FrameworkInfo.Builder again() {
        return Lab.framework("f").setId(FrameworkID.newBuilder().setValue(framework));
    }

    @Test
    void aSecondSubscriptionWinsAndGetsFreshOffersWithoutRescind() {
        first.forget();
        FakeScheduler second = lab.subscribe(again());
        assertThat(first.events)
                .singleElement()
                .satisfies(event -> assertThat(event.getError().getMessage()).isEqualTo("Framework failed over"));
        assertThat(first.ended).isTrue();
        assertThat(second.types()).containsExactly(Event.Type.SUBSCRIBED, Event.Type.HEARTBEAT, Event.Type.OFFERS);
        assertThat(second.frameworkId()).isEqualTo(framework);
        assertThatThrownBy(() -> first.say(Call.Type.REVIVE))
                .isInstanceOf(HttpError.class)
                .hasMessageContaining("didn't match the stream ID currently associated with framework ID " + framework);
    }

    @Test
    void theOldConnectionsEndAfterAFailoverChangesNothing() {
        FakeScheduler second = lab.subscribe(again());
        first.disconnect();
        second.forget();
        second.reconcile("t", "");
        assertThat(second.updates()).hasSize(1);
    }

    @Test
    void aDisconnectedFrameworkKeepsItsTasksAndItsAgentsSendAgainWhatIsNotAcknowledged() {
        var offer = first.offers().get(0);
        first.launch(offer, 1, Lab.task("t", offer).build());
        TaskStatus running = agent.update(framework, "t", TaskState.TASK_RUNNING);
        first.disconnect();
        assertThatThrownBy(() -> first.say(Call.Type.REVIVE))
                .isInstanceOf(HttpError.class)
                .hasMessage("Framework is not subscribed");
        lab.passSeconds(599);
        FakeScheduler second = lab.subscribe(again());
        assertThat(agent.all(ToAgent.UpdateFramework.class)).hasSize(1);
        second.forget();
        agent.resend(framework, running);
        assertThat(second.update()).isEqualTo(running);
        assertThat(agent.all(ToAgent.ShutdownFramework.class)).isEmpty();
    }

    @Test
    void afterItsFailoverTimeoutAFrameworkIsRemovedAndItsIdIsNotTakenAgain() {
        first.disconnect();
        lab.passSeconds(601);
        assertThat(agent.all(ToAgent.ShutdownFramework.class)).hasSize(1);
        FakeScheduler second = lab.subscribe(again());
        assertThat(second.events)
                .singleElement()
                .satisfies(event -> assertThat(event.getError().getMessage()).isEqualTo("Framework has been removed"));
        assertThat(second.ended).isTrue();
    }

    @Test
    void withoutFailoverTimeoutADisconnectionIsTheEnd() {
        FakeScheduler plain = lab.subscribe(Lab.plain("p"));
        plain.disconnect();
        FakeScheduler back =
                lab.subscribe(Lab.plain("p").setId(FrameworkID.newBuilder().setValue(plain.frameworkId())));
        assertThat(back.types()).containsExactly(Event.Type.ERROR);
    }

    @Test
    void anEndlessFailoverTimeoutIsNotTooLong() {
        FakeScheduler eternal = lab.subscribe(Lab.framework("e").setFailoverTimeout(1e18));
        eternal.disconnect();
        lab.passSeconds(60);
        assertThat(lab.core.cluster.frameworks).containsKey(eternal.frameworkId());
    }

    @Test
    void anIdThatThisMasterNeverSawIsTaken() {
        FakeScheduler stranger =
                lab.subscribe(Lab.framework("s").setId(FrameworkID.newBuilder().setValue("ffffffff-0042")));
        assertThat(stranger.frameworkId()).isEqualTo("ffffffff-0042");
    }

    @Test
    void offersOfADisconnectedFrameworkGoToOthersAndItsFiltersEnd() {
        first.decline(Optional.of(600.0), first.offers().get(0));
        first.disconnect();
        FakeScheduler second = lab.subscribe(again());
        assertThat(second.offers()).hasSize(1);
        second.disconnect();
        FakeScheduler other = lab.subscribe(Lab.framework("o"));
        assertThat(other.offers()).hasSize(1);
    }

    @Test
    void tasksAreKnownAgainToAMasterThatWasStartedAnew() {
        var offer = first.offers().get(0);
        first.launch(offer, 1, Lab.task("t", offer).build());
        agent.update(framework, "t", TaskState.TASK_RUNNING);
        var task = lab.core.cluster.frameworks.get(framework).tasks.get("t").toProto();

        Lab next = new Lab();
        FakeAgent back = FakeAgent.register(
                next.core,
                Lab.agentInfo().setId(offer.getAgentId()).build(),
                java.util.List.of(again().build()),
                java.util.List.of(),
                java.util.List.of(task));
        assertThat(back.id()).isEqualTo(agent.id());
        FakeScheduler second = next.subscribe(again());
        assertThat(Lab.amount(second.offers().get(0).getResourcesList(), "cpus"))
                .isEqualTo(3.5);
        second.forget();
        second.reconcile();
        assertThat(second.update().getState()).isEqualTo(TaskState.TASK_RUNNING);
    }

    @Test
    void aFrameworkIdIsTornDownForAgentsThatComeLater() {
        var offer = first.offers().get(0);
        first.launch(offer, 1, Lab.task("t", offer).build());
        var task = lab.core.cluster.frameworks.get(framework).tasks.get("t").toProto();
        agent.breakLink();
        first.say(Call.Type.TEARDOWN);
        FakeAgent back = agent.again(java.util.List.of(again().build()), java.util.List.of(task));
        assertThat(back.all(ToAgent.ShutdownFramework.class)).hasSize(1);
    }
}
