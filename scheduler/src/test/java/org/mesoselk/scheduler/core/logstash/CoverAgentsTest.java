package org.mesoselk.scheduler.core.logstash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mesoselk.scheduler.core.logstash.Fleet.agent;
import static org.mesoselk.scheduler.core.logstash.Fleet.listed;
import static org.mesoselk.scheduler.core.logstash.Fleet.offer;
import static org.mesoselk.scheduler.core.logstash.Fleet.offers;
import static org.mesoselk.scheduler.core.logstash.Fleet.update;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.logstash.LogstashTask.Listener;
import org.mesoselk.scheduler.core.model.AgentsView;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Constraint;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Payload;
import org.mesoselk.scheduler.core.model.TaskState;

/** One on each agent, never two, none where none is wanted. */
class CoverAgentsTest {

    @Test
    void eachListedAgentGetsOneOnItsOwnOffer() {
        Fleet fleet = new Fleet().subscribed();
        fleet.tick(1, listed(1, 2, 3));
        assertThat(fleet.records.members().values())
                .extracting(member -> member.home().orElseThrow())
                .containsExactly(agent(1), agent(2), agent(3));

        fleet.tick(1, offers(3, 1));
        assertThat(fleet.calls(Call.Launch.class))
                .allSatisfy(launch -> assertThat(launch.task().agent())
                        .isEqualTo(launch.offer().agent()))
                .extracting(launch -> launch.task().agent())
                .containsExactlyInAnyOrder(agent(1), agent(3));
        assertThat(fleet.state(1)).isInstanceOf(MemberState.Pending.class);
        assertThat(fleet.waits()).contains("no-offers");
    }

    @Test
    void anAgentThatOffersAgainGetsNoSecondOne() {
        Fleet fleet = Fleet.covered(1);
        fleet.tick(1, listed(1)).tick(1, offers(1)).tick(1, offers(1));
        assertThat(fleet.calls(Call.Launch.class)).isEmpty();
        assertThat(fleet.calls(Call.Decline.class)).hasSize(1);
        assertThat(fleet.records.members()).hasSize(1);
    }

    @Test
    void anAgentThatJoinsLaterIsCoveredAndItsOfferIsAskedFor() {
        Fleet fleet = Fleet.covered(1, 2);
        fleet.tick(10);
        assertThat(fleet.memory.suppressed()).isTrue();
        fleet.tick(1, listed(1, 2, 3));
        assertThat(fleet.calls(Call.Revive.class)).hasSize(1);
        fleet.tick(1, offers(3));
        assertThat(fleet.calls(Call.Launch.class))
                .extracting(Call.Launch::memberName)
                .containsExactly("ls-2");
    }

    @Test
    void withoutTheMastersListWhoeverOffersIsCoveredAndOffersAreNotSuppressed() {
        Fleet fleet = new Fleet().subscribed();
        fleet.tick(1, new Input.AgentsListed(new AgentsView.Unknown(Fleet.START, "HTTP 403")), offers(7));
        assertThat(fleet.calls(Call.Launch.class)).hasSize(1);
        fleet.tick(1, update(fleet.task(0), TaskState.RUNNING)).tick(30);
        assertThat(fleet.memory.suppressed()).isFalse();
        assertThat(fleet.waits()).contains("agents-unknown");
    }

    @Test
    void constraintsLeaveAgentsOutAndTheCoverageSaysWhy() {
        Fleet fleet = new Fleet();
        fleet.settings = Fleet.settings(List.of(new Constraint("rack", Constraint.Operator.UNLIKE, "r2")), List.of());
        fleet.subscribed().tick(1, listed(1, 2)).tick(1, offers(1, 2));
        assertThat(fleet.calls(Call.Launch.class))
                .extracting(launch -> launch.task().agent())
                .containsExactly(agent(1));
        assertThat(fleet.coverage().wanted()).isEqualTo(1);
        assertThat(fleet.coverage().without())
                .filteredOn(uncovered -> uncovered.why().equals(Coverage.LEFT_OUT))
                .singleElement()
                .satisfies(uncovered -> {
                    assertThat(uncovered.agent()).isEqualTo(agent(2));
                    assertThat(uncovered.sentence()).contains("rack UNLIKE r2");
                });
    }

    @Test
    void oneWhoseAgentIsLeftOutByNowIsStoppedAndForgotten() {
        Fleet fleet = Fleet.covered(1, 2);
        fleet.settings = Fleet.settings(List.of(new Constraint("rack", Constraint.Operator.IS, "r1")), List.of());
        fleet.tick(1, listed(1, 2));
        assertThat(fleet.calls(Call.Kill.class))
                .extracting(Call.Kill::taskId)
                .containsExactly(fleet.task(1).id());
        fleet.tick(1, update(fleet.task(1), TaskState.KILLED)).tick(1);
        assertThat(fleet.records.members()).containsOnlyKeys("ls-0");
    }

    @Test
    void anOfferThatIsTooSmallIsDeclinedWithTheReason() {
        Fleet fleet = new Fleet().subscribed();
        fleet.tick(1, listed(1)).tick(1, new Input.Offered(List.of(offer(1, 100))));
        assertThat(fleet.calls(Call.Launch.class)).isEmpty();
        assertThat(fleet.calls(Call.Decline.class)).hasSize(1);
        assertThat(fleet.coverage().without()).singleElement().satisfies(uncovered -> {
            assertThat(uncovered.why()).isEqualTo("memory");
            assertThat(uncovered.sentence()).contains("needs 128 MiB", "offers 100");
        });
    }

    @Test
    void listenersGetTheirFixedPortOrAnyAndBothProtocolsShareANumber() {
        Fleet fleet = new Fleet();
        List<Listener> listeners = Stream.of("tcp", "udp")
                .map(transport -> new Listener(Listener.SYSLOG, transport, "0.0.0.0", 31003))
                .toList();
        fleet.settings = Fleet.settings(
                List.of(),
                Stream.concat(listeners.stream(), Stream.of(new Listener(Listener.JSON, "tcp", "0.0.0.0", 0)))
                        .toList());
        fleet.subscribed().tick(1, listed(1)).tick(1, offers(1));
        Call.Launch launch = fleet.calls(Call.Launch.class).get(0);
        assertThat(launch.ports()).extracting(Call.Port::name).containsExactly("syslog-tcp", "syslog-udp", "json-tcp");
        assertThat(launch.ports()).extracting(Call.Port::number).startsWith(31003, 31003);
        assertThat(launch.ports().get(2).number()).isBetween(31000, 31009).isNotEqualTo(31003);
    }

    @Test
    void anOfficialLogstashGetsAPortForItsApiBesideThoseOfItsListeners() {
        Fleet fleet = new Fleet();
        fleet.settings = Fleet.official(List.of(new Listener(Listener.JSON, "tcp", "127.0.0.1", 0)));
        fleet.subscribed().tick(1, listed(1)).tick(1, offers(1));
        Call.Launch launch = fleet.calls(Call.Launch.class).get(0);
        assertThat(launch.ports()).extracting(Call.Port::name).containsExactly("json-tcp", "api");
        assertThat(launch.ports())
                .extracting(Call.Port::number)
                .doesNotHaveDuplicates()
                .allMatch(port -> port > 0);
        LogstashTask told = ((Payload.Logstash) launch.payload()).task();
        assertThat(told.logstash().orElseThrow().apiPort())
                .isEqualTo(launch.ports().get(1).number());
        assertThat(told.sources().listeners().get(0).port())
                .isEqualTo(launch.ports().get(0).number());
    }

    @Test
    void aFixedPortThatTheAgentDoesNotOfferIsNamed() {
        Fleet fleet = new Fleet();
        fleet.settings = Fleet.settings(List.of(), List.of(new Listener(Listener.SYSLOG, "udp", "0.0.0.0", 514)));
        fleet.subscribed().tick(1, listed(1)).tick(1, offers(1));
        assertThat(fleet.calls(Call.Launch.class)).isEmpty();
        assertThat(fleet.coverage().without().get(0).sentence()).contains("514", "host1");
    }

    @Test
    void anAgentThatIsGoneTakesItsMemberWithItButOnlyWhenTheMasterSaysSo() {
        Fleet fleet = Fleet.covered(1, 2);
        fleet.tick(1, update(fleet.task(1), TaskState.GONE), new Input.AgentLost("agent2"));
        fleet.tick(1, new Input.AgentsListed(new AgentsView.Unknown(Fleet.START, "no leader")));
        assertThat(fleet.records.members()).hasSize(2);
        fleet.tick(1, listed(1));
        assertThat(fleet.records.members()).containsOnlyKeys("ls-0");
    }

    @Test
    void aTaskOutOfSightIsWaitedForAndGivenUpWithItsAgentAfterAWhile() {
        Fleet fleet = Fleet.covered(1, 2);
        fleet.tick(1, update(fleet.task(1), TaskState.UNREACHABLE), new Input.AgentLost("agent2"), listed(1));
        fleet.tick(600, listed(1));
        assertThat(fleet.records.members()).hasSize(2);
        String task = fleet.task(1).id();
        for (int minute = 0; minute < 12; minute++) {
            fleet.tick(60, listed(1));
        }
        assertThat(fleet.records.members()).containsOnlyKeys("ls-0");
        assertThat(fleet.records.abandoned()).containsOnlyKeys(task);
        assertThat(Optional.ofNullable(fleet.member(1))).isEmpty();
    }
}
