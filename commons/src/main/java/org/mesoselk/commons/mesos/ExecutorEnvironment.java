package org.mesoselk.commons.mesos;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What an agent tells an executor in its environment.
 *
 * @param agent where calls go: {@code http(s)://host:port/api/v1/executor}
 * @param checkpoint whether the executor is to wait for an agent that went away
 * @param recoveryTimeout for how long it waits
 * @param maxBackoff the longest pause between two attempts to subscribe
 * @param token the executor's bearer token, when agents authenticate executors; a secret
 * @param tls how an agent is spoken to that wants TLS
 */
public record ExecutorEnvironment(
        URI agent,
        String frameworkId,
        String executorId,
        boolean checkpoint,
        Duration recoveryTimeout,
        Duration maxBackoff,
        Optional<String> token,
        Optional<AgentTls> tls) {

    private static final String PATH = "/api/v1/executor";

    /** The defaults that Mesos documents, for an agent that leaves them out. */
    private static final String DEFAULT_RECOVERY_TIMEOUT = "15mins";

    private static final String DEFAULT_MAX_BACKOFF = "2secs";

    /** For an agent without TLS. */
    public ExecutorEnvironment(
            URI agent,
            String frameworkId,
            String executorId,
            boolean checkpoint,
            Duration recoveryTimeout,
            Duration maxBackoff,
            Optional<String> token) {
        this(agent, frameworkId, executorId, checkpoint, recoveryTimeout, maxBackoff, token, Optional.empty());
    }

    /**
     * Reads what an agent put into the environment.
     *
     * @throws IllegalArgumentException with one sentence when a variable is missing or unreadable
     */
    public static ExecutorEnvironment parse(Map<String, String> environment) {
        Optional<AgentTls> tls = AgentTls.of(environment, Instant.now());
        String checkpoint = environment.getOrDefault("MESOS_CHECKPOINT", "0");
        return new ExecutorEnvironment(
                agent(tls.isPresent() ? "https" : "http", required(environment, "MESOS_AGENT_ENDPOINT")),
                required(environment, "MESOS_FRAMEWORK_ID"),
                required(environment, "MESOS_EXECUTOR_ID"),
                checkpoint.equals("1") || checkpoint.equals("true"),
                duration(environment, "MESOS_RECOVERY_TIMEOUT", DEFAULT_RECOVERY_TIMEOUT),
                duration(environment, "MESOS_SUBSCRIPTION_BACKOFF_MAX", DEFAULT_MAX_BACKOFF),
                Optional.ofNullable(environment.get("MESOS_EXECUTOR_AUTHENTICATION_TOKEN"))
                        .filter(token -> !token.isBlank()),
                tls);
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException(name
                    + " is not set: this program is a Mesos executor, and Mesos agents set it when they start one");
        }
        return value;
    }

    private static URI agent(String scheme, String endpoint) {
        try {
            URI uri = URI.create(scheme + "://" + endpoint + PATH);
            if (uri.getHost() != null && uri.getPort() > 0) {
                return uri;
            }
        } catch (IllegalArgumentException unreadable) {
            // Said below, as for what can be read and is still no address.
        }
        throw new IllegalArgumentException("MESOS_AGENT_ENDPOINT is '" + endpoint + "', which is not host:port");
    }

    private static Duration duration(Map<String, String> environment, String name, String otherwise) {
        try {
            return MesosDuration.parse(environment.getOrDefault(name, otherwise));
        } catch (IllegalArgumentException bad) {
            throw new IllegalArgumentException(name + ": " + bad.getMessage(), bad);
        }
    }

    /** Never the token. */
    @Override
    public String toString() {
        return "executor %s of framework %s at %s (%s)"
                .formatted(
                        executorId,
                        frameworkId,
                        agent,
                        checkpoint
                                ? "waits " + MesosDuration.print(recoveryTimeout) + " for the agent"
                                : "no checkpointing");
    }
}
