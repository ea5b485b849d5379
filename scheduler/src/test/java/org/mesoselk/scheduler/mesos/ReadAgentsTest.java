package org.mesoselk.scheduler.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.master.Protos.Response;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.AgentsView;
import org.mesoselk.scheduler.core.model.ListedAgent;
import org.mesoselk.scheduler.core.model.Resources;

class ReadAgentsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static AgentsView read(Response answer) {
        return ReadAgents.view(answer.toByteArray(), NOW);
    }

    @Test
    void aRealMastersListIsReadWithAddressesAttributesAndTotals() {
        AgentsView.Known known = (AgentsView.Known) read(Recorded.operatorAnswer("get-agents.json"));
        assertThat(known.at()).isEqualTo(NOW);
        assertThat(known.agents())
                .hasSize(3)
                .contains(new ListedAgent(
                        new AgentRef("2ecb133c-c136-411c-a674-a382423d8bef-S2", "127.0.0.1", "127.0.0.1"),
                        Map.of("rack", "r2", "zone", "z1", "disk_type", "ssd"),
                        true,
                        new Resources(4, 8192, 20000)));
    }

    @Test
    void aDrainedAgentIsThereAndNotActive() {
        AgentsView.Known known = (AgentsView.Known) read(Recorded.operatorAnswer("get-agents-drained.json"));
        assertThat(known.agents()).hasSize(3);
        assertThat(known.agents())
                .filteredOn(agent -> !agent.active())
                .singleElement()
                .satisfies(agent -> assertThat(agent.agent().id()).endsWith("-S1"));
    }

    @Test
    void anAgentThatHasNotComeBackToANewMasterYetIsThereAndNotActive() {
        Response.Builder answer = Recorded.operatorAnswer("get-agents.json").toBuilder();
        AgentInfo away = answer.getGetAgents().getAgents(0).getAgentInfo();
        answer.getGetAgentsBuilder().removeAgents(0).addRecoveredAgents(away);
        AgentsView.Known known = (AgentsView.Known) read(answer.build());
        assertThat(known.agents())
                .hasSize(3)
                .filteredOn(agent -> !agent.active())
                .singleElement()
                .isEqualTo(new ListedAgent(
                        new AgentRef(away.getId().getValue(), "127.0.0.1", "127.0.0.1"),
                        Map.of("rack", "r2", "zone", "z1", "disk_type", "ssd"),
                        false,
                        new Resources(4, 8192, 20000)));
    }

    @Test
    void aListOfNobodyIsNotKnown() {
        Response nobody = Response.newBuilder()
                .setType(Response.Type.GET_AGENTS)
                .setGetAgents(Response.GetAgents.getDefaultInstance())
                .build();
        assertThat(read(nobody)).isInstanceOf(AgentsView.Unknown.class);
    }

    @Test
    void anyOtherAnswerIsNotKnown() {
        Response other = Response.newBuilder()
                .setType(Response.Type.GET_HEALTH)
                .setGetHealth(Response.GetHealth.newBuilder().setHealthy(true))
                .build();
        assertThat(((AgentsView.Unknown) read(other)).cause()).contains("GET_HEALTH");
        assertThat(ReadAgents.view("<html>502</html>".getBytes(StandardCharsets.UTF_8), NOW))
                .isInstanceOf(AgentsView.Unknown.class);
    }

    @Test
    void anAddressOfIpV6HasNoBrackets() {
        Response answer = Response.newBuilder()
                .setType(Response.Type.GET_AGENTS)
                .setGetAgents(Response.GetAgents.newBuilder()
                        .addAgents(Response.GetAgents.Agent.newBuilder()
                                .setAgentInfo(AgentInfo.newBuilder()
                                        .setId(AgentID.newBuilder().setValue("S1"))
                                        .setHostname("host1"))
                                .setActive(true)
                                .setVersion("1.12.0")
                                .setPid("slave(1)@[fd00::1]:5051")))
                .build();
        assertThat(((AgentsView.Known) read(answer)).agents())
                .singleElement()
                .satisfies(agent -> assertThat(agent.agent()).isEqualTo(new AgentRef("S1", "host1", "fd00::1")));
    }
}
