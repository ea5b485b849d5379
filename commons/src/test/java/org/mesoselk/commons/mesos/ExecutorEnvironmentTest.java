package org.mesoselk.commons.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExecutorEnvironmentTest {

    private static final Map<String, String> RECORDED = Map.of(
            "MESOS_AGENT_ENDPOINT", "127.0.0.1:15061",
            "MESOS_CHECKPOINT", "1",
            "MESOS_EXECUTOR_ID", "cx-1",
            "MESOS_FRAMEWORK_ID", "2ecb133c-c136-411c-a674-a382423d8bef-0005",
            "MESOS_RECOVERY_TIMEOUT", "15mins",
            "MESOS_SUBSCRIPTION_BACKOFF_MAX", "2secs");

    @Test
    void readsWhatARealAgentSets() {
        ExecutorEnvironment environment = ExecutorEnvironment.parse(RECORDED);

        assertThat(environment.agent()).isEqualTo(URI.create("http://127.0.0.1:15061/api/v1/executor"));
        assertThat(environment.executorId()).isEqualTo("cx-1");
        assertThat(environment.checkpoint()).isTrue();
        assertThat(environment.recoveryTimeout()).isEqualTo(Duration.ofMinutes(15));
        assertThat(environment.maxBackoff()).isEqualTo(Duration.ofSeconds(2));
        assertThat(environment.token()).isEmpty();
    }

    @Test
    void theTokenIsNeverShown() {
        assertThat(ExecutorEnvironment.parse(with("MESOS_EXECUTOR_AUTHENTICATION_TOKEN", "secret")))
                .asString()
                .contains("cx-1")
                .doesNotContain("secret");
    }

    @Test
    void whatIsMissingOrUnreadableIsNamed() {
        assertThatThrownBy(() -> ExecutorEnvironment.parse(Map.of()))
                .hasMessageStartingWith("MESOS_AGENT_ENDPOINT is not set: this program is a Mesos executor");
        assertThatThrownBy(() -> ExecutorEnvironment.parse(with("MESOS_AGENT_ENDPOINT", "nonsense here")))
                .hasMessage("MESOS_AGENT_ENDPOINT is 'nonsense here', which is not host:port");
        assertThatThrownBy(() -> ExecutorEnvironment.parse(with("MESOS_RECOVERY_TIMEOUT", "soon")))
                .hasMessageStartingWith("MESOS_RECOVERY_TIMEOUT: 'soon' is not a duration");
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> environment = new HashMap<>(RECORDED);
        environment.put(name, value);
        return environment;
    }
}
