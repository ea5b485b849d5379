package org.mesoselk.scheduler.core.logstash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mesoselk.scheduler.core.logstash.Fleet.agent;
import static org.mesoselk.scheduler.core.logstash.Fleet.answer;
import static org.mesoselk.scheduler.core.logstash.Fleet.endpoints;
import static org.mesoselk.scheduler.core.logstash.Fleet.listed;
import static org.mesoselk.scheduler.core.logstash.Fleet.offers;
import static org.mesoselk.scheduler.core.logstash.Fleet.update;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.commons.logstash.LogstashTask.Listener;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.EndpointsView;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.InverseOffer;
import org.mesoselk.scheduler.core.model.LogstashSpec;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Payload;
import org.mesoselk.scheduler.core.model.ReservationState;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;
import org.mesoselk.scheduler.core.model.Unavailability;

/** A collector dies, is restarted, comes back late, is told where Elasticsearch is. */
class CollectorLifeTest {

    @Test
    void oneThatIsKilledComesBackOnTheSameAgent() {
        Fleet fleet = Fleet.covered(1, 2);
        fleet.tick(1, update(fleet.task(1), TaskState.FAILED));
        fleet.tick(30, offers(1)).tick(30, offers(2));
        assertThat(fleet.calls(Call.Launch.class)).singleElement().satisfies(launch -> {
            assertThat(launch.memberName()).isEqualTo("ls-1");
            assertThat(launch.task().agent()).isEqualTo(agent(2));
        });
    }

    @Test
    void oneThatKeepsFailingWaitsLongerEachTime() {
        Fleet fleet = Fleet.covered(1);
        fleet.tick(1, update(fleet.task(0), TaskState.FAILED), offers(1));
        assertThat(fleet.calls(Call.Launch.class)).as("at once after the first").hasSize(1);
        for (int failure = 2; failure <= 4; failure++) {
            fleet.tick(1, update(fleet.task(0), TaskState.FAILED));
            MemberState.Pending pending = (MemberState.Pending) fleet.state(0);
            assertThat(fleet.member(0).failures()).isEqualTo(failure);
            fleet.tick(0, offers(1));
            assertThat(fleet.calls(Call.Launch.class)).isEmpty();
            assertThat(fleet.waits()).contains("back-off");
            fleet.now = pending.notBefore();
            fleet.tick(0, offers(1));
            assertThat(fleet.calls(Call.Launch.class)).hasSize(1);
        }
    }

    @Test
    void oneThatIsToldToRestartIsKilledAgainUntilItEndsAndComesBackAtOnce() {
        Fleet fleet = Fleet.covered(1);
        TaskRef task = fleet.task(0);
        fleet.records = fleet.records.with(fleet.member(0).with(new MemberState.Stopping(task, fleet.now)));
        assertThat(fleet.tick(0).calls(Call.Kill.class)).hasSize(1);
        assertThat(fleet.tick(1).calls(Call.Kill.class)).isEmpty();
        assertThat(fleet.tick(10).calls(Call.Kill.class)).hasSize(1);
        fleet.tick(1, update(task, TaskState.KILLED), offers(1));
        assertThat(fleet.calls(Call.Launch.class)).hasSize(1);
        assertThat(fleet.member(0).failures()).isZero();
    }

    @Test
    void oneThatWasGivenUpAndIsBackIsStoppedBeforeAnotherOneStartsThere() {
        Fleet fleet = Fleet.covered(1);
        TaskRef old = fleet.task(0);
        fleet.tick(1, update(old, TaskState.UNREACHABLE), new Input.AgentLost("agent1"), listed());
        for (int minute = 0; minute < 20; minute++) {
            fleet.tick(60, listed());
        }
        assertThat(fleet.records.members()).isEmpty();

        fleet.tick(1, listed(1), offers(1), update(old, TaskState.RUNNING));
        assertThat(fleet.calls(Call.Launch.class)).isEmpty();
        fleet.tick(1, answer(old, TaskState.RUNNING), offers(1));
        assertThat(fleet.calls(Call.Launch.class)).isEmpty();
        assertThat(fleet.calls(Call.Kill.class)).extracting(Call.Kill::taskId).containsExactly(old.id());
        fleet.tick(1, update(old, TaskState.KILLED)).tick(5, offers(1));
        assertThat(fleet.calls(Call.Launch.class)).hasSize(1);
        assertThat(fleet.task(fleet.records.members().values().iterator().next().ordinal())
                        .id())
                .isNotEqualTo(old.id());
    }

    @Test
    void aTaskThatNoRecordSpeaksOfIsListedNeverKilledAndKeepsAnotherOneFromItsAgent() {
        Fleet fleet = new Fleet().subscribed();
        fleet.tick(1, update("ls-9.99", "agent1", TaskState.RUNNING), listed(1)).tick(1, offers(1));
        assertThat(fleet.calls(Call.Launch.class)).isEmpty();
        assertThat(fleet.calls(Call.Kill.class)).isEmpty();
        assertThat(fleet.waits()).contains("foreign-task");
    }

    @Test
    void oneThatDoesNotDeliverSaysWhyInTheCoverage() {
        Fleet fleet = Fleet.covered(1);
        TaskRef task = fleet.task(0);
        LogstashReport report = LogstashReport.of("forwarder")
                .withFiles(3, 100, List.of())
                .withLastError(Optional.of("Elasticsearch answers 401"));
        fleet.tick(
                1,
                new Input.Updated(new TaskUpdate(
                        task.id(),
                        TaskState.RUNNING,
                        Optional.of("agent1"),
                        Optional.of("uuid"),
                        "",
                        "",
                        Optional.of(false),
                        Optional.empty(),
                        Optional.of(report),
                        fleet.now)));
        assertThat(fleet.coverage().with()).isEmpty();
        assertThat(fleet.coverage().without()).singleElement().satisfies(uncovered -> {
            assertThat(uncovered.why()).isEqualTo("unhealthy");
            assertThat(uncovered.sentence()).contains("host1", "Elasticsearch answers 401");
        });
    }

    @Test
    void collectorsThatWereLaunchedWithOtherOptionsAreToldAndGoOn() {
        Fleet fleet = Fleet.covered(1, 2);
        String first = fleet.settings.fingerprint();
        assertThat(launchedWith(fleet, 0, first).waits()).doesNotContain("options-outdated");
        fleet.settings = Fleet.settings(List.of(), List.of(new Listener("syslog", "udp", "127.0.0.1", 514)));
        assertThat(fleet.settings.fingerprint()).isNotEqualTo(first);
        fleet.tick(1);
        assertThat(fleet.last.waits())
                .filteredOn(wait -> wait.name().equals("options-outdated"))
                .singleElement()
                .satisfies(wait -> assertThat(wait.sentence())
                        .contains("1 of 2 collectors", "(ls-0)", "POST /v1/members/NAME/restart"));
        assertThat(fleet.calls(Call.Kill.class)).isEmpty();
        assertThat(fleet.coverage().with()).hasSize(2);
        assertThat(Launched.of(fleet.member(1), fleet.memory.logstash().reports(), fleet.settings.fingerprint()))
                .as("one that has not said so")
                .isEqualTo(Launched.UNKNOWN);
        launchedWith(fleet, 0, fleet.settings.fingerprint());
        assertThat(fleet.waits()).doesNotContain("options-outdated");
    }

    private static Fleet launchedWith(Fleet fleet, int ordinal, String fingerprint) {
        LogstashReport report = LogstashReport.of("forwarder").withSettings(Optional.of(fingerprint));
        TaskRef task = fleet.task(ordinal);
        return fleet.tick(
                1,
                new Input.Updated(new TaskUpdate(
                        task.id(),
                        TaskState.RUNNING,
                        Optional.of(task.agent().id()),
                        Optional.of("uuid"),
                        "",
                        "",
                        Optional.of(true),
                        Optional.empty(),
                        Optional.of(report),
                        fleet.now)));
    }

    @Test
    void endpointsAreToldWhenTheyChangeAndNoneAreNotTold() {
        Fleet fleet = Fleet.covered(1, 2);
        fleet.tick(1, endpoints("http://10.0.0.1:9200"));
        assertThat(fleet.calls(Call.SendEndpoints.class)).hasSize(2);
        assertThat(fleet.tick(1).calls(Call.SendEndpoints.class)).isEmpty();
        fleet.tick(1, endpoints());
        assertThat(fleet.calls(Call.SendEndpoints.class)).isEmpty();
        assertThat(fleet.waits()).contains("no-elasticsearch");
        fleet.tick(1, new Input.EndpointsSeen(new EndpointsView.Unknown(Fleet.START, "ZooKeeper is away")));
        assertThat(fleet.waits()).contains("endpoints-unknown");
        fleet.tick(1, endpoints("http://10.0.0.2:9200"));
        assertThat(fleet.calls(Call.SendEndpoints.class))
                .extracting(Call.SendEndpoints::endpoints)
                .containsOnly(List.of("http://10.0.0.2:9200"));
    }

    @Test
    void aLaunchCarriesWhereElasticsearchIs() {
        Fleet fleet = new Fleet().subscribed();
        fleet.tick(1, endpoints("http://10.0.0.1:9200"), listed(1)).tick(1, offers(1));
        Payload.Logstash payload =
                (Payload.Logstash) fleet.calls(Call.Launch.class).get(0).payload();
        assertThat(payload.task().endpoints()).containsExactly("http://10.0.0.1:9200");
        assertThat(payload.task().settings()).contains(fleet.settings.fingerprint());
        fleet.tick(1, update(fleet.task(0), TaskState.RUNNING));
        assertThat(fleet.calls(Call.SendEndpoints.class)).isEmpty();
    }

    @Test
    void aShareIsReservedOnEachAgentWhileItIsWantedAndReleasedThen() {
        Fleet fleet = Fleet.covered(1, 2);
        fleet.records = fleet.records.with(LogstashSpec.of(fleet.records).withReserved(true));
        fleet.tick(1);
        assertThat(fleet.records.reservations())
                .containsOnlyKeys("ls-0", "ls-1")
                .allSatisfy((id, reservation) -> {
                    Member member = fleet.records.members().get(id);
                    assertThat(reservation.on())
                            .contains(member.home().orElseThrow().id());
                    assertThat(reservation.share())
                            .isEqualTo(fleet.settings.share().plus(fleet.settings.executor()));
                });
        fleet.tick(5, offers(1));
        assertThat(fleet.calls(Call.Reserve.class))
                .extracting(Call.Reserve::reservationId)
                .containsExactly("ls-0");
        fleet.records = fleet.records.with(LogstashSpec.of(fleet.records).withReserved(false));
        fleet.tick(1);
        assertThat(fleet.records.reservations()).containsOnlyKeys("ls-0");
        assertThat(fleet.records.reservations().get("ls-0").state()).isInstanceOf(ReservationState.Releasing.class);
    }

    @Test
    void maintenanceOfAnAgentIsAgreedTo() {
        Fleet fleet = Fleet.covered(1);
        fleet.tick(
                1,
                new Input.InverseOffered(List.of(
                        new InverseOffer("inverse-1", "agent1", new Unavailability(Fleet.START, Optional.empty())))));
        assertThat(fleet.calls(Call.AcceptInverseOffers.class)).hasSize(1);
    }
}
