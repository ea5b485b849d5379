package org.mesoselk.localmesos;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mesoselk.commons.json.Json;
import org.mesoselk.localmesos.agent.AgentOptions;
import org.mesoselk.localmesos.agent.docker.DockerOptions;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;

/** The options that an agent has in its own process as beside others. */
final class AgentFlags {

    private static final Set<String> CONTAINERIZERS = Set.of("docker", "mesos");

    @Option(
            names = "--switch-user",
            negatable = true,
            description = "run executors as the user that the framework names (when started by root)")
    private Optional<Boolean> switchUser;

    @Option(
            names = {"--executor-registration-timeout", "--executor_registration_timeout"},
            description = "(1mins)")
    private Optional<Duration> executorRegistrationTimeout;

    @Option(
            names = {"--executor-reregistration-timeout", "--executor_reregistration_timeout"},
            description = "how long executors have to come back to a restarted agent (10secs)")
    private Optional<Duration> executorReregistrationTimeout;

    @Option(
            names = {"--executor-shutdown-grace-period", "--executor_shutdown_grace_period"},
            description = "(5secs)")
    private Optional<Duration> executorShutdownGrace;

    @Option(
            names = {"--recovery-timeout", "--recovery_timeout"},
            description = "how long executors wait for their agent to come back (15mins)")
    private Optional<Duration> recoveryTimeout;

    @Option(
            names = {"--gc-delay", "--gc_delay"},
            description = "age at which the sandbox of an executor that has ended is removed (7days)")
    private Optional<Duration> gcDelay;

    @Option(
            names = {"--executor-environment-variables", "--executor_environment_variables"},
            paramLabel = "JSON",
            description = "more variables for executors, such as {\"LIBPROCESS_SSL_ENABLED\": \"true\"}")
    private Optional<String> executorEnvironment;

    @Option(
            names = "--containerizers",
            split = ",",
            description =
                    "mesos: processes of this host (default); docker: containers of Docker, for executors that ask"
                            + " for them; both with a comma between")
    private List<String> containerizers = List.of("mesos");

    @Option(names = "--docker", paramLabel = "PATH", description = "Docker's client (docker)")
    private Optional<String> docker;

    @Option(
            names = {"--docker-socket", "--docker_socket"},
            paramLabel = "PATH",
            description = "where Docker listens (/var/run/docker.sock)")
    private Optional<String> dockerSocket;

    @Option(
            names = {"--sandbox-directory", "--sandbox_directory"},
            paramLabel = "PATH",
            description = "where containers have their sandbox (/mnt/mesos/sandbox)")
    private Optional<String> sandboxDirectory;

    private Optional<DockerOptions> docker() {
        containerizers.stream()
                .filter(it -> !CONTAINERIZERS.contains(it))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new IllegalArgumentException("--containerizers knows mesos and docker, and not '" + unknown
                            + "': name one of them or both");
                });
        DockerOptions standard = DockerOptions.STANDARD;
        return containerizers.contains("docker")
                ? Optional.of(new DockerOptions(
                        docker.orElse(standard.program()),
                        dockerSocket.orElse(standard.socket()),
                        sandboxDirectory.orElse(standard.sandboxDirectory())))
                : Optional.empty();
    }

    /** @throws IllegalArgumentException when it is not an object of strings */
    private static Map<String, String> variables(String json) {
        Map<String, String> variables = new LinkedHashMap<>();
        try {
            Json.tree(json.getBytes(StandardCharsets.UTF_8))
                    .properties()
                    .forEach(one -> variables.put(one.getKey(), one.getValue().asString()));
            return variables;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "--executor_environment_variables is not JSON such as {\"NAME\": \"value\"}: "
                            + e.getOriginalMessage(),
                    e);
        }
    }

    void apply(AgentOptions.Builder options) {
        options.docker(docker());
        executorEnvironment.ifPresent(json -> options.executorEnvironment(variables(json)));
        options.switchUser(switchUser.orElse(System.getProperty("user.name").equals("root")));
        executorRegistrationTimeout.ifPresent(options::executorRegistrationTimeout);
        executorReregistrationTimeout.ifPresent(options::executorReregistrationTimeout);
        executorShutdownGrace.ifPresent(options::executorShutdownGrace);
        recoveryTimeout.ifPresent(options::recoveryTimeout);
        gcDelay.ifPresent(options::gcDelay);
    }
}
