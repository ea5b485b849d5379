package org.mesoselk.localmesos.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.mesos.v1.Protos.DurationInfo;
import org.apache.mesos.v1.Protos.Filters;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.InverseOffer;
import org.apache.mesos.v1.Protos.MachineID;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;
import org.apache.mesos.v1.Protos.TimeInfo;
import org.apache.mesos.v1.Protos.Unavailability;
import org.apache.mesos.v1.allocator.Protos.InverseOfferStatus;
import org.apache.mesos.v1.maintenance.Protos.ClusterStatus;
import org.apache.mesos.v1.maintenance.Protos.Schedule;
import org.apache.mesos.v1.maintenance.Protos.Window;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.Test;
import org.mesoselk.localmesos.http.HttpError;
import org.mesoselk.localmesos.link.ToAgent;

class MaintenanceTest {

    private static final MachineID ONE = machine("127.0.0.1");
    private static final MachineID TWO = machine("127.0.0.2");
    private static final Unavailability AN_HOUR = Unavailability.newBuilder()
            .setStart(TimeInfo.newBuilder().setNanoseconds(1_795_256_868_000_000_000L))
            .setDuration(DurationInfo.newBuilder().setNanoseconds(3_600_000_000_000L))
            .build();

    private final Lab lab = new Lab();
    private final FakeAgent first = agentOn("127.0.0.1");
    private final FakeAgent second = agentOn("127.0.0.2");
    private final FakeScheduler scheduler = lab.subscribe(Lab.framework("f"));
    private final Maintenance maintenance = lab.core.maintenance;

    private FakeAgent agentOn(String host) {
        return FakeAgent.register(lab.core, Lab.agentInfo().setHostname(host).build());
    }

    private static MachineID machine(String address) {
        return MachineID.newBuilder().setHostname(address).setIp(address).build();
    }

    private static Schedule plan(MachineID... machines) {
        Schedule.Builder schedule = Schedule.newBuilder();
        if (machines.length > 0) {
            schedule.addWindows(
                    Window.newBuilder().addAllMachineIds(List.of(machines)).setUnavailability(AN_HOUR));
        }
        return schedule.build();
    }

    private List<InverseOffer> inverseOffers() {
        return scheduler.of(Event.Type.INVERSE_OFFERS).stream()
                .flatMap(event -> event.getInverseOffers().getInverseOffersList().stream())
                .toList();
    }

    private void answer(Call.Type type, InverseOffer offer, double refuseSeconds) {
        Filters filters = Filters.newBuilder().setRefuseSeconds(refuseSeconds).build();
        Call.Builder call = Call.newBuilder().setType(type);
        if (type == Call.Type.ACCEPT_INVERSE_OFFERS) {
            call.getAcceptInverseOffersBuilder()
                    .addInverseOfferIds(offer.getId())
                    .setFilters(filters);
        } else {
            call.getDeclineInverseOffersBuilder()
                    .addInverseOfferIds(offer.getId())
                    .setFilters(filters);
        }
        scheduler.call(
                FrameworkID.newBuilder().setValue(scheduler.frameworkId()).build(), call);
    }

    private List<InverseOfferStatus.Status> answers() {
        return maintenance.status().getDrainingMachinesList().stream()
                .map(ClusterStatus.DrainingMachine::getStatusesList)
                .flatMap(List::stream)
                .map(InverseOfferStatus::getStatus)
                .toList();
    }

    @Test
    void aPlanTakesOffersBackAndMakesThemAnewWithIt() {
        maintenance.schedule(plan(TWO));
        assertThat(scheduler.of(Event.Type.RESCIND)).hasSize(1);
        assertThat(scheduler.offers().subList(2, 3)).singleElement().satisfies(offer -> {
            assertThat(offer.getHostname()).isEqualTo("127.0.0.2");
            assertThat(offer.getUnavailability()).isEqualTo(AN_HOUR);
        });
        assertThat(inverseOffers()).singleElement().satisfies(offer -> {
            assertThat(offer.getAgentId().getValue()).isEqualTo(second.id());
            assertThat(offer.getUnavailability()).isEqualTo(AN_HOUR);
        });
        assertThat(maintenance.schedule()).isEqualTo(plan(TWO));
    }

    @Test
    void whoHasNothingThereIsNotAsked() {
        scheduler.decline(
                java.util.Optional.of(600.0), scheduler.offers().toArray(new org.apache.mesos.v1.Protos.Offer[0]));
        maintenance.schedule(plan(ONE, TWO));
        lab.passSeconds(10);
        assertThat(inverseOffers()).isEmpty();
    }

    @Test
    void anAnswerIsShownAndHoldsForAsLongAsItSays() {
        maintenance.schedule(plan(TWO));
        answer(Call.Type.DECLINE_INVERSE_OFFERS, inverseOffers().get(0), 20);
        assertThat(answers()).containsExactly(InverseOfferStatus.Status.DECLINE);
        lab.passSeconds(19);
        assertThat(inverseOffers()).hasSize(1);
        lab.passSeconds(3);
        assertThat(inverseOffers()).hasSize(2);
        answer(Call.Type.ACCEPT_INVERSE_OFFERS, inverseOffers().get(1), 20);
        assertThat(answers()).containsExactly(InverseOfferStatus.Status.ACCEPT);
        scheduler.say(Call.Type.REVIVE);
        assertThat(inverseOffers()).as("REVIVE ends filters").hasSize(3);
    }

    @Test
    void aPlanThatIsGivenUpIsTakenBack() {
        maintenance.schedule(plan(TWO));
        maintenance.schedule(plan());
        assertThat(scheduler.of(Event.Type.RESCIND_INVERSE_OFFER))
                .singleElement()
                .satisfies(event -> assertThat(event.getRescindInverseOffer().getInverseOfferId())
                        .isEqualTo(inverseOffers().get(0).getId()));
        assertThat(scheduler.offers().get(scheduler.offers().size() - 1).hasUnavailability())
                .isFalse();
        assertThat(maintenance.status()).isEqualTo(ClusterStatus.getDefaultInstance());
    }

    @Test
    void aMachineThatIsTakenDownLosesItsAgentsAndIsLetInAgainOnlyWhenItIsUp() {
        scheduler.launch(
                scheduler.offers().get(1),
                0,
                Lab.task("t", scheduler.offers().get(1)).build());
        maintenance.schedule(plan(TWO));
        scheduler.forget();
        maintenance.takeDown(List.of(TWO));

        assertThat(scheduler.update().getState()).isEqualTo(TaskState.TASK_LOST);
        assertThat(scheduler.update().getReason()).isEqualTo(Reason.REASON_AGENT_REMOVED);
        assertThat(second.all(ToAgent.Shutdown.class)).hasSize(1);
        assertThat(second.closed).isTrue();
        assertThat(maintenance.status().getDownMachinesList()).containsExactly(TWO);

        FakeAgent tooEarly = agentOn("127.0.0.2");
        assertThat(tooEarly.all(ToAgent.Registered.class)).isEmpty();
        assertThat(tooEarly.all(ToAgent.Shutdown.class)).hasSize(1);

        maintenance.bringUp(List.of(TWO));
        assertThat(maintenance.schedule()).isEqualTo(plan());
        assertThat(agentOn("127.0.0.2").all(ToAgent.Registered.class)).hasSize(1);
        assertThat(first.closed).isFalse();
    }

    @Test
    void anAgentThatComesLaterFindsThePlan() {
        maintenance.schedule(plan(machine("127.0.0.3")));
        scheduler.forget();
        agentOn("127.0.0.3");
        assertThat(scheduler.offers())
                .singleElement()
                .satisfies(offer -> assertThat(offer.getUnavailability()).isEqualTo(AN_HOUR));
        assertThat(inverseOffers()).hasSize(1);
    }

    @Test
    void whatCannotBeIsRefusedWithASentence() {
        assertThatThrownBy(() -> maintenance.schedule(plan(ONE, ONE)))
                .isInstanceOf(HttpError.class)
                .hasMessageContaining("appears more than once");
        assertThatThrownBy(() -> maintenance.schedule(plan(MachineID.getDefaultInstance())))
                .hasMessageContaining("Both 'hostname' and 'ip' for a machine are empty");
        assertThatThrownBy(() -> maintenance.takeDown(List.of(ONE)))
                .hasMessageContaining("is not part of a maintenance schedule");
        maintenance.schedule(plan(ONE));
        assertThatThrownBy(() -> maintenance.bringUp(List.of(ONE)))
                .hasMessageContaining("is not in DOWN mode and cannot be brought up");
        maintenance.takeDown(List.of(ONE));
        assertThatThrownBy(() -> maintenance.schedule(plan()))
                .hasMessageContaining("is deactivated and cannot be removed from the schedule");
    }

    @Test
    void aPlanForTheNameAloneIsForNoMachineAsInARealMaster() {
        maintenance.schedule(
                plan(MachineID.newBuilder().setHostname("127.0.0.2").build()));
        assertThat(scheduler.of(Event.Type.RESCIND)).isEmpty();
    }
}
