package org.mesoselk.localmesos.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.OperationState;
import org.apache.mesos.v1.Protos.TaskGroupInfo;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.Test;
import org.mesoselk.localmesos.link.ToAgent;
import org.mesoselk.localmesos.link.ToMaster;

/** What the recordings 01, 01c and 05 show of one framework at work. */
@SuppressWarnings("deprecation") // roles of resources are what frameworks without RESERVATION_REFINEMENT see
class BasicSchedulingTest {

    private final Lab lab = new Lab();
    private final FakeAgent agent = lab.agent();
    private final FakeScheduler scheduler = lab.subscribe(Lab.framework("f"));
    private final Offer offer = scheduler.offers().get(0);
    private final String framework = scheduler.frameworkId();

    @Test
    void subscribedIsFollowedByAHeartbeatAndOffersOfWhatIsFree() {
        assertThat(scheduler.types()).containsExactly(Event.Type.SUBSCRIBED, Event.Type.HEARTBEAT, Event.Type.OFFERS);
        assertThat(framework).isEqualTo(Lab.MASTER_ID + "-0000");
        assertThat(scheduler.events.get(0).getSubscribed().getHeartbeatIntervalSeconds())
                .isEqualTo(15.0);
        assertThat(offer.getAgentId().getValue()).isEqualTo(Lab.MASTER_ID + "-S0");
        assertThat(offer.getUrl().getPath()).isEqualTo("/slave(1)");
        assertThat(offer.getAllocationInfo().getRole()).isEqualTo("*");
        assertThat(offer.getResourcesList()).allSatisfy(resource -> {
            assertThat(resource.hasRole()).isFalse();
            assertThat(resource.getAllocationInfo().getRole()).isEqualTo("*");
        });
    }

    @Test
    void heartbeatsComeEveryFifteenSeconds() {
        scheduler.forget();
        lab.passSeconds(31);
        assertThat(scheduler.types()).containsExactly(Event.Type.HEARTBEAT, Event.Type.HEARTBEAT);
    }

    @Test
    void aFrameworkWithoutCapabilitiesGetsRolesAndNoAllocation() {
        scheduler.decline(Optional.of(600.0), offer);
        FakeScheduler plain = lab.subscribe(Lab.plain("p"));
        Offer plainOffer = plain.offers().get(0);
        assertThat(plainOffer.hasAllocationInfo()).isFalse();
        assertThat(plainOffer.getResourcesList()).allSatisfy(resource -> {
            assertThat(resource.hasRole()).isTrue();
            assertThat(resource.getRole()).isEqualTo("*");
            assertThat(resource.hasAllocationInfo()).isFalse();
        });
    }

    @Test
    void aTaskIsRunAndWhatItLeavesIsOfferedAgain() {
        scheduler.launch(offer, 1, Lab.task("t", offer).build());
        assertThat(agent.all(ToAgent.RunTask.class))
                .singleElement()
                .satisfies(run -> assertThat(
                                run.task().getResources(0).getAllocationInfo().getRole())
                        .isEqualTo("*"));
        scheduler.forget();
        lab.passSeconds(2);
        Offer rest = scheduler.offers().get(0);
        assertThat(Lab.amount(rest.getResourcesList(), "cpus")).isEqualTo(3.5);
        assertThat(Lab.amount(rest.getResourcesList(), "mem")).isEqualTo(8128);
    }

    @Test
    void updatesAreForwardedAcknowledgedAndEndTheTask() {
        scheduler.launch(offer, 60, Lab.task("t", offer).build());
        scheduler.forget();
        TaskStatus running = agent.update(framework, "t", TaskState.TASK_RUNNING);
        assertThat(scheduler.update()).isEqualTo(running);
        scheduler.acknowledge(running);
        assertThat(agent.all(ToAgent.UpdateAcknowledged.class))
                .singleElement()
                .satisfies(ack -> assertThat(ack.uuid()).isEqualTo(running.getUuid()));

        TaskStatus killed = agent.update(framework, "t", TaskState.TASK_KILLED);
        lab.passSeconds(2);
        assertThat(Lab.amount(scheduler.offers().get(0).getResourcesList(), "cpus"))
                .as("all is free before the acknowledgement, and more than was refused")
                .isEqualTo(4);
        assertThat(lab.core.cluster.frameworks.get(framework).tasks).containsKey("t");
        scheduler.acknowledge(killed);
        assertThat(lab.core.cluster.frameworks.get(framework).tasks).isEmpty();
        assertThat(lab.core.cluster.frameworks.get(framework).completed).hasSize(1);
    }

    @Test
    void anOldUpdateThatComesAgainDoesNotReviveATask() {
        scheduler.launch(offer, 60, Lab.task("t", offer).build());
        TaskStatus running = agent.update(framework, "t", TaskState.TASK_RUNNING);
        agent.update(framework, "t", TaskState.TASK_FAILED);
        agent.resend(framework, running);
        scheduler.forget();
        scheduler.reconcile();
        assertThat(scheduler.update().getState()).isEqualTo(TaskState.TASK_FAILED);
    }

    @Test
    void aTaskThatIsTooBigIsAnErrorThatNamesBothSides() {
        scheduler.forget();
        scheduler.launch(offer, 0, Lab.task("big", agent.id(), 1000, 64).build());
        assertThat(scheduler.update()).satisfies(status -> {
            assertThat(status.getState()).isEqualTo(TaskState.TASK_ERROR);
            assertThat(status.getReason()).isEqualTo(Reason.REASON_TASK_INVALID);
            assertThat(status.getSource()).isEqualTo(TaskStatus.Source.SOURCE_MASTER);
            assertThat(status.hasUuid()).isFalse();
            assertThat(status.getMessage())
                    .isEqualTo("Total resources cpus(allocated: *):1000; mem(allocated: *):64 required by task and its"
                            + " executor is more than available cpus(allocated: *):4; mem(allocated: *):8192;"
                            + " disk(allocated: *):20000; ports(allocated: *):[31000-31999]");
        });
        assertThat(agent.all(ToAgent.RunTask.class)).isEmpty();
        lab.passSeconds(2);
        assertThat(Lab.amount(scheduler.offers().get(0).getResourcesList(), "cpus"))
                .isEqualTo(4);
    }

    @Test
    void aStaleOfferDropsTheTaskOrLosesItWithoutPartitionAwareness() {
        scheduler.decline(Optional.of(600.0), offer);
        scheduler.forget();
        scheduler.launch(offer, 0, Lab.task("late", offer).build());
        assertThat(scheduler.update()).satisfies(status -> {
            assertThat(status.getState()).isEqualTo(TaskState.TASK_DROPPED);
            assertThat(status.getReason()).isEqualTo(Reason.REASON_INVALID_OFFERS);
            assertThat(status.getMessage())
                    .isEqualTo("Task launched with invalid offers: Offer "
                            + offer.getId().getValue() + " is no longer valid");
        });
        FakeScheduler plain = lab.subscribe(Lab.plain("p"));
        plain.launch(offer, 0, Lab.task("late", offer).build());
        assertThat(plain.update().getState()).isEqualTo(TaskState.TASK_LOST);
    }

    @Test
    void aDuplicateTaskIdIsAnError() {
        lab.agent();
        lab.passSeconds(1);
        Offer second = scheduler.offers().get(1);
        scheduler.launch(offer, 0, Lab.task("t", offer).build());
        scheduler.forget();
        scheduler.launch(second, 0, Lab.task("t", second).build());
        assertThat(scheduler.update().getState()).isEqualTo(TaskState.TASK_ERROR);
        assertThat(scheduler.update().getMessage()).isEqualTo("Task has duplicate ID: t");
    }

    @Test
    void anExecutorOfItsOwnIsPaidForOnceAndReportedWhenItEnds() {
        ExecutorInfo executor = ExecutorInfo.newBuilder()
                .setExecutorId(ExecutorID.newBuilder().setValue("x"))
                .setCommand(CommandInfo.newBuilder().setValue("run"))
                .addResources(Lab.scalar("cpus", 1))
                .build();
        TaskInfo first =
                Lab.task("t1", offer).clearCommand().setExecutor(executor).build();
        TaskInfo second =
                Lab.task("t2", offer).clearCommand().setExecutor(executor).build();
        scheduler.launch(offer, 0, first, second);
        assertThat(agent.all(ToAgent.RunTask.class)).hasSize(2);
        assertThat(agent.all(ToAgent.RunTask.class)
                        .get(0)
                        .task()
                        .getExecutor()
                        .getFrameworkId()
                        .getValue())
                .isEqualTo(framework);
        scheduler.forget();
        lab.passSeconds(2);
        assertThat(Lab.amount(scheduler.offers().get(0).getResourcesList(), "cpus"))
                .isEqualTo(2.0);
        assertThat(scheduler.offers().get(0).getExecutorIdsList())
                .containsExactly(ExecutorID.newBuilder().setValue("x").build());

        scheduler.forget();
        agent.say(new ToMaster.ExecutorExited(
                FrameworkID.newBuilder().setValue(framework).build(),
                ExecutorID.newBuilder().setValue("x").build(),
                1792,
                false));
        assertThat(scheduler.events).singleElement().satisfies(event -> {
            assertThat(event.getFailure().getExecutorId().getValue()).isEqualTo("x");
            assertThat(event.getFailure().getAgentId().getValue()).isEqualTo(agent.id());
            assertThat(event.getFailure().getStatus()).isEqualTo(1792);
        });
        lab.passSeconds(2);
        assertThat(Lab.amount(scheduler.offers().get(0).getResourcesList(), "cpus"))
                .isEqualTo(1.0);
    }

    @Test
    void aCommandExecutorThatEndsIsNoFailure() {
        scheduler.forget();
        agent.say(new ToMaster.ExecutorExited(
                FrameworkID.newBuilder().setValue(framework).build(),
                ExecutorID.newBuilder().setValue("t").build(),
                9,
                true));
        assertThat(scheduler.events).isEmpty();
    }

    @Test
    void aTaskGroupIsLaunchedWholeOrNotAtAll() {
        ExecutorInfo executor = ExecutorInfo.newBuilder()
                .setType(ExecutorInfo.Type.DEFAULT)
                .setExecutorId(ExecutorID.newBuilder().setValue("de"))
                .addResources(Lab.scalar("cpus", 0.1))
                .build();
        scheduler.forget();
        scheduler.accept(
                offer,
                group(
                        executor,
                        Lab.task("g1", offer).build(),
                        Lab.task("g2", agent.id(), 99, 1).build()));
        assertThat(scheduler.updates())
                .extracting(TaskStatus::getState)
                .containsExactly(TaskState.TASK_ERROR, TaskState.TASK_ERROR);
        assertThat(agent.all(ToAgent.RunTaskGroup.class)).isEmpty();

        scheduler.say(Call.Type.REVIVE);
        Offer again = scheduler.offers().get(0);
        scheduler.accept(
                again,
                group(
                        executor,
                        Lab.task("g1", again).build(),
                        Lab.task("g2", again).build()));
        assertThat(agent.all(ToAgent.RunTaskGroup.class))
                .singleElement()
                .satisfies(run -> assertThat(run.group().getTasksCount()).isEqualTo(2));
    }

    private static Offer.Operation group(ExecutorInfo executor, TaskInfo... tasks) {
        return Offer.Operation.newBuilder()
                .setType(Offer.Operation.Type.LAUNCH_GROUP)
                .setLaunchGroup(Offer.Operation.LaunchGroup.newBuilder()
                        .setExecutor(executor)
                        .setTaskGroup(TaskGroupInfo.newBuilder().addAllTasks(List.of(tasks))))
                .build();
    }

    @Test
    void anOperationThatIsNotCarriedOutSaysSoWhenItHasAnId() {
        Offer.Operation reserve = Offer.Operation.newBuilder()
                .setType(Offer.Operation.Type.RESERVE)
                .setId(org.apache.mesos.v1.Protos.OperationID.newBuilder().setValue("op"))
                .setReserve(Offer.Operation.Reserve.newBuilder())
                .build();
        scheduler.accept(offer, reserve);
        assertThat(scheduler.of(Event.Type.UPDATE_OPERATION_STATUS))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getUpdateOperationStatus().getStatus().getState())
                            .isEqualTo(OperationState.OPERATION_ERROR);
                    assertThat(event.getUpdateOperationStatus().getStatus().hasUuid())
                            .isFalse();
                });
    }

    @Test
    void messagesGoBothWays() {
        scheduler.message(agent.id(), "x", new byte[] {1});
        assertThat(agent.all(ToAgent.FrameworkMessage.class)).hasSize(1);
        agent.say(new ToMaster.ExecutorMessage(
                offer.getAgentId(),
                FrameworkID.newBuilder().setValue(framework).build(),
                ExecutorID.newBuilder().setValue("x").build(),
                com.google.protobuf.ByteString.copyFromUtf8("pong")));
        assertThat(scheduler
                        .of(Event.Type.MESSAGE)
                        .get(0)
                        .getMessage()
                        .getData()
                        .toStringUtf8())
                .isEqualTo("pong");
    }

    @Test
    void killGoesToTheAgentOrIsAnsweredForAnUnknownTask() {
        scheduler.launch(offer, 0, Lab.task("t", offer).build());
        scheduler.forget();
        scheduler.kill("t");
        assertThat(agent.all(ToAgent.KillTask.class)).hasSize(1);
        assertThat(scheduler.events).isEmpty();
        scheduler.kill("never");
        assertThat(scheduler.update()).satisfies(status -> {
            assertThat(status.getState()).isEqualTo(TaskState.TASK_UNKNOWN);
            assertThat(status.getReason()).isEqualTo(Reason.REASON_RECONCILIATION);
            assertThat(status.getMessage()).isEqualTo("Reconciliation: Task is unknown");
        });
    }

    @Test
    void teardownEndsTheStreamAndShutsTheFrameworkDown() {
        scheduler.launch(offer, 0, Lab.task("t", offer).build());
        scheduler.say(Call.Type.TEARDOWN);
        assertThat(scheduler.ended).isTrue();
        assertThat(agent.all(ToAgent.ShutdownFramework.class)).hasSize(1);
        FakeScheduler next = lab.subscribe(Lab.framework("n"));
        assertThat(Lab.amount(next.offers().get(0).getResourcesList(), "cpus")).isEqualTo(4);
    }
}
