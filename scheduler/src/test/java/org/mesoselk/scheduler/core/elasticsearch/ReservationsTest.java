package org.mesoselk.scheduler.core.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Holding;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.OperationUpdate;
import org.mesoselk.scheduler.core.model.Reservation;
import org.mesoselk.scheduler.core.model.ReservationAnswer;
import org.mesoselk.scheduler.core.model.ReservationState.Releasing;
import org.mesoselk.scheduler.core.model.ReservationState.Requested;
import org.mesoselk.scheduler.core.model.ReservationState.Reserved;
import org.mesoselk.scheduler.core.model.ReservationState.Reserving;
import org.mesoselk.scheduler.core.model.ReservationWish;
import org.mesoselk.scheduler.core.model.Resources;
import org.mesoselk.scheduler.core.reservation.AnswerWish;

/** A reservation from the wish to the release, tick by tick, with three members that run on agents 0 to 2. */
class ReservationsTest {
    private static final Resources SHARE = new Resources(0.6, 1120, 1010);

    private final CoreTick core = CoreTick.running(3).settled();

    private void wish(ReservationWish wish) {
        ReservationAnswer answer = AnswerWish.answer(core.records, wish, "elk", core.now);
        assertThat(answer).isInstanceOf(ReservationAnswer.Accepted.class);
        core.records = ((ReservationAnswer.Accepted) answer).records();
    }

    private void reserve(String id, String... on) {
        wish(new ReservationWish.Reserve(
                id, SHARE, Optional.of(List.of(on)).filter(l -> !l.isEmpty()).map(l -> l.get(0))));
    }

    private Reservation reservation(String id) {
        return core.records.reservations().get(id);
    }

    private static Input.OperationUpdated said(String operationId, String state) {
        boolean isOfTheAgent = state.equals("OPERATION_FINISHED");
        return new Input.OperationUpdated(new OperationUpdate(
                operationId,
                state,
                isOfTheAgent ? Optional.of("dXVpZA==") : Optional.empty(),
                Optional.of("agent3"),
                Optional.empty(),
                ""));
    }

    /** Of an agent that holds reservations. */
    private static Input.Offered holding(int agent, Holding... holdings) {
        Offer free = CoreTick.offer(agent, 8192);
        return new Input.Offered(List.of(new Offer(
                free.id(),
                free.agent(),
                free.attributes(),
                free.cpus(),
                free.memoryMb(),
                free.diskMb(),
                free.ports(),
                free.unavailability(),
                free.unreserved(),
                List.of(holdings))));
    }

    private static Holding held(String id, Resources share, String... volumes) {
        return new Holding(Optional.of(id), "elk", true, Optional.empty(), Map.of(), share, List.of(volumes));
    }

    /** Reserved on agent 3, which runs nothing. */
    private void reserved(String id) {
        reserve(id);
        core.tick(10).tick(1, CoreTick.offers(3)).tick(0, said(id + ".1", "OPERATION_FINISHED"));
        assertThat(reservation(id).state()).isInstanceOf(Reserved.class);
    }

    @Test
    void aWishIsRecordedAndOffersAreAskedForThoughNoMemberWaits() {
        assertThat(core.memory.suppressed()).isTrue();
        reserve("a");
        core.tick(10);
        assertThat(reservation("a").state()).isInstanceOf(Requested.class);
        assertThat(core.calls(Call.Revive.class)).hasSize(1);
        assertThat(core.waits()).contains("reservation-requested");
    }

    @Test
    void theReservationIsRecordedAsBeingMadeWithTheCallAndTheOfferIsUsedUp() {
        reserve("a");
        core.tick(10).tick(1, CoreTick.offers(3));
        Call.Reserve call = core.calls(Call.Reserve.class).get(0);
        assertThat(call.operationId()).isEqualTo("a.1");
        assertThat(call.share()).isEqualTo(SHARE);
        assertThat(core.calls(Call.Decline.class)).isEmpty();
        assertThat(reservation("a").state()).isInstanceOf(Reserving.class);
        assertThat(core.waits()).contains("reservation-pending");
        core.tick(1, CoreTick.offers(3));
        assertThat(core.calls(Call.Reserve.class)).as("never twice").isEmpty();
    }

    @Test
    void whatMesosSaysIsAcknowledgedInTheTickThatRecordsIt() {
        reserve("a");
        core.tick(10).tick(1, CoreTick.offers(3)).tick(1, said("a.1", "OPERATION_FINISHED"));
        assertThat(reservation("a").state()).isInstanceOf(Reserved.class);
        assertThat(core.calls(Call.AcknowledgeOperation.class)).hasSize(1);
        core.tick(1, said("a.1", "OPERATION_FINISHED"));
        assertThat(core.calls(Call.AcknowledgeOperation.class))
                .as("a duplicate too")
                .hasSize(1);
        core.tick(60);
        assertThat(core.calls(Call.ReconcileOperations.class)).isEmpty();
        assertThat(core.waits()).noneMatch(name -> name.startsWith("reservation"));
    }

    @Test
    void anOfferThatIsTooSmallOrOfAnotherAgentIsNotUsedAndTheReasonIsTold() {
        reserve("a", "host4");
        core.tick(10).tick(1, CoreTick.offers(3));
        assertThat(core.calls(Call.Reserve.class)).isEmpty();
        assertThat(core.calls(Call.Decline.class))
                .containsExactly(new Call.Decline(List.of("offer3"), Duration.ofSeconds(30)));
        assertThat(core.last.verdicts())
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.stages())
                        .anySatisfy(stage -> assertThat(stage.sentence()).contains("must be on agent host4")));
        core.tick(1, new Input.Offered(List.of(CoreTick.offer(4, 1119))));
        assertThat(core.calls(Call.Reserve.class)).isEmpty();
        assertThat(core.last.waits())
                .anySatisfy(wait -> assertThat(wait.sentence()).contains("reserves 1120 MiB", "offers 1119"));
        core.tick(1, new Input.Offered(List.of(CoreTick.offer(4, 1120))));
        assertThat(core.calls(Call.Reserve.class)).hasSize(1);
    }

    @Test
    void twoAreReservedOnTwoAgents() {
        reserve("a");
        reserve("b");
        core.tick(10).tick(1, CoreTick.offers(3, 4));
        assertThat(core.calls(Call.Reserve.class))
                .extracting(call -> call.offer().agent().id())
                .containsExactly("agent3", "agent4");
    }

    @Test
    void aMemberThatWaitsComesFirst() {
        CoreTick fresh = new CoreTick(1).subscribed();
        ReservationAnswer answer = AnswerWish.answer(
                fresh.records, new ReservationWish.Reserve("a", SHARE, Optional.empty()), "elk", fresh.now);
        fresh.records = ((ReservationAnswer.Accepted) answer).records();
        fresh.tick(10, CoreTick.offers(3));
        assertThat(fresh.calls(Call.Launch.class)).hasSize(1);
        assertThat(fresh.calls(Call.Reserve.class)).isEmpty();
    }

    @Test
    void afterARestartMesosIsAskedInGrowingPausesWhatBecameOfTheOperation() {
        reserve("a");
        core.tick(10).tick(1, CoreTick.offers(3));
        core.memory = Memory.initial(core.now);
        core.subscribed();
        assertThat(core.calls(Call.ReconcileOperations.class))
                .singleElement()
                .satisfies(call -> assertThat(call.operations().get(0).id()).isEqualTo("a.1"));
        core.tick(1);
        assertThat(core.calls(Call.ReconcileOperations.class)).isEmpty();
        core.tick(1);
        assertThat(core.calls(Call.ReconcileOperations.class)).hasSize(1);
        core.tick(2);
        assertThat(core.calls(Call.ReconcileOperations.class)).isEmpty();
        core.tick(2);
        assertThat(core.calls(Call.ReconcileOperations.class)).hasSize(1);
        core.tick(1, said("a.1", "OPERATION_FINISHED"));
        assertThat(reservation("a").state()).isInstanceOf(Reserved.class);
    }

    @Test
    void ofAnOperationThatMesosDoesNotKnowTheAgentsNextOfferTells() {
        reserve("a");
        core.tick(10).tick(1, CoreTick.offers(3));
        core.tick(1, said("a.1", "OPERATION_UNKNOWN"));
        assertThat(reservation("a").state()).as("unknown is not no").isInstanceOf(Reserving.class);
        core.tick(1, CoreTick.offers(4));
        assertThat(reservation("a").state()).as("another agent").isInstanceOf(Reserving.class);
        core.tick(1, holding(3, held("a", SHARE)));
        assertThat(reservation("a").state()).isInstanceOf(Reserved.class);
    }

    @Test
    void whenThatOfferHoldsNothingItIsTriedAgainUnderAnotherOperationId() {
        reserve("a");
        core.tick(10).tick(1, CoreTick.offers(3)).tick(1, said("a.1", "OPERATION_UNKNOWN"));
        core.tick(1, CoreTick.offers(3));
        assertThat(core.calls(Call.Reserve.class)).as("after a pause").isEmpty();
        assertThat(reservation("a").state()).isInstanceOf(Requested.class);
        core.tick(5, CoreTick.offers(3));
        assertThat(core.calls(Call.Reserve.class))
                .extracting(Call.Reserve::operationId)
                .containsExactly("a.2");
    }

    @Test
    void anOfferThatHoldsItIsProofEnoughWhileMesosCallsTheOperationPending() {
        reserve("a");
        core.tick(10).tick(1, CoreTick.offers(3)).tick(1, said("a.1", "OPERATION_PENDING"));
        core.tick(1, CoreTick.offers(3));
        assertThat(reservation("a").state()).isInstanceOf(Reserving.class);
        core.tick(1, holding(3, held("a", SHARE)));
        assertThat(reservation("a").state()).isInstanceOf(Reserved.class);
    }

    @Test
    void oneThatIsPendingForLongIsTriedAgainWhenTheAgentOffersNothingOfIt() {
        reserve("a");
        core.tick(10).tick(1, CoreTick.offers(3)).tick(1, said("a.1", "OPERATION_PENDING"));
        core.tick(60, CoreTick.offers(3));
        assertThat(reservation("a").state()).isInstanceOf(Requested.class);
    }

    @Test
    void aCallThatDidNotGetThroughIsAskedAboutAndItsOfferGivenBack() {
        reserve("a");
        core.tick(10).tick(1, CoreTick.offers(3));
        Call.Reserve call = core.calls(Call.Reserve.class).get(0);
        core.tick(1, new Input.CallFailed(call, "timed out"));
        assertThat(core.calls(Call.ReconcileOperations.class)).hasSize(1);
        assertThat(core.calls(Call.Decline.class))
                .containsExactly(new Call.Decline(List.of("offer3"), Duration.ofSeconds(1)));
        assertThat(reservation("a").state()).isInstanceOf(Reserving.class);
    }

    @Test
    void nothingIsUnreservedWithoutATombstone() {
        reserved("a");
        core.tick(1, holding(3, held("a", SHARE), held("nobody-knows-me", SHARE)));
        assertThat(core.calls(Call.Unreserve.class)).isEmpty();
        assertThat(core.memory.reservations().seen().get("agent3").holdings()).hasSize(2);
        core.tick(1, new Input.AgentLost("agent3"));
        assertThat(core.memory.reservations().seen()).isEmpty();
        assertThat(reservation("a").state()).isInstanceOf(Reserved.class);
    }

    @Test
    void aReleaseIsRecordedThenUnreservedWhenItsAgentOffersItWholeAndForgottenWhenMesosSaysSo() {
        reserved("a");
        wish(new ReservationWish.Release("a"));
        core.tick(10);
        assertThat(reservation("a").state()).isInstanceOf(Releasing.class);
        assertThat(core.calls(Call.Revive.class)).hasSize(1);
        assertThat(core.calls(Call.Unreserve.class)).isEmpty();
        core.tick(1, CoreTick.offers(4));
        assertThat(core.calls(Call.Unreserve.class)).isEmpty();
        core.tick(1, holding(3, held("a", SHARE)));
        assertThat(core.calls(Call.Unreserve.class))
                .extracting(Call.Unreserve::operationId)
                .containsExactly("a.2");
        assertThat(reservation("a").operation()).isPresent();
        core.tick(1, said("a.2", "OPERATION_FINISHED"));
        assertThat(core.records.reservations()).isEmpty();
        assertThat(core.calls(Call.AcknowledgeOperation.class)).hasSize(1);
    }

    @Test
    void whatATaskUsesIsNotUnreserved() {
        reserve("a", "agent0");
        core.tick(10).tick(1, CoreTick.offers(0)).tick(0, said("a.1", "OPERATION_FINISHED"));
        wish(new ReservationWish.Release("a"));
        core.tick(10).tick(1, CoreTick.offers(0));
        assertThat(core.last.waits())
                .anySatisfy(wait -> assertThat(wait.sentence()).contains("a task on agent host0 uses a part of it"));
        core.tick(1, holding(0, held("a", new Resources(0.6, 96, 1010))));
        assertThat(core.calls(Call.Unreserve.class)).isEmpty();
        core.tick(1, holding(0, held("a", SHARE)));
        assertThat(core.calls(Call.Unreserve.class))
                .as("the task uses something else")
                .hasSize(1);
    }

    @Test
    void aVolumeInItHoldsTheReleaseUp() {
        reserved("a");
        wish(new ReservationWish.Release("a"));
        core.tick(10).tick(1, holding(3, held("a", SHARE, "v1")));
        assertThat(core.calls(Call.Unreserve.class)).isEmpty();
        assertThat(core.last.waits())
                .anySatisfy(wait -> assertThat(wait.sentence()).contains("[v1]"));
    }

    @Test
    void whatSomebodyElseHasUnreservedIsForgottenWhenItsReleaseIsWanted() {
        reserved("a");
        wish(new ReservationWish.Release("a"));
        core.tick(10).tick(1, CoreTick.offers(3));
        assertThat(core.records.reservations()).isEmpty();
        assertThat(core.calls(Call.Unreserve.class)).isEmpty();
    }

    @Test
    void oneThatWasOnlyRequestedIsForgottenAtOnceAndOneUnderWayIsReleasedWhenItIsThere() {
        reserve("a");
        wish(new ReservationWish.Release("a"));
        assertThat(core.records.reservations()).isEmpty();
        reserve("b");
        core.tick(10).tick(1, CoreTick.offers(3));
        wish(new ReservationWish.Release("b"));
        core.tick(1, said("b.1", "OPERATION_FINISHED"));
        core.tick(1, holding(3, held("b", SHARE)));
        assertThat(core.calls(Call.Unreserve.class)).hasSize(1);
    }

    @Test
    void reservationsChangeNothingForMembersThatRun() {
        reserved("a");
        for (int i = 0; i < 3; i++) {
            assertThat(core.state(i)).isInstanceOf(MemberState.Running.class);
        }
        assertThat(core.calls(Call.Kill.class)).isEmpty();
    }

    @Test
    void aWishThatCannotBeGrantedIsRefusedByName() {
        ReservationWish.Reserve wish = new ReservationWish.Reserve("a", SHARE, Optional.empty());
        assertThat(AnswerWish.answer(core.records, wish, "*", core.now))
                .isInstanceOfSatisfying(ReservationAnswer.Refused.class, refused -> {
                    assertThat(refused.name()).isEqualTo("no-role");
                    assertThat(refused.sentence()).contains("--role");
                });
        reserve("a");
        assertThat(AnswerWish.answer(core.records, wish, "elk", core.now))
                .isInstanceOfSatisfying(
                        ReservationAnswer.Refused.class,
                        refused -> assertThat(refused.name()).isEqualTo("reservation-exists"));
        assertThat(AnswerWish.answer(
                        core.records,
                        new ReservationWish.Reserve("b", new Resources(0, 0, 0), Optional.empty()),
                        "elk",
                        core.now))
                .isInstanceOf(ReservationAnswer.Refused.class);
        assertThat(AnswerWish.answer(core.records, new ReservationWish.Release("x"), "elk", core.now))
                .isEqualTo(new ReservationAnswer.Unknown("x"));
    }
}
