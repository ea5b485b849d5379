package org.mesoselk.localmesos;

import java.time.Duration;
import java.util.Optional;
import org.mesoselk.localmesos.agent.AgentOptions;
import picocli.CommandLine.Option;

/** The options that an agent has in its own process as beside others. */
final class AgentFlags {

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

    void apply(AgentOptions.Builder options) {
        options.switchUser(switchUser.orElse(System.getProperty("user.name").equals("root")));
        executorRegistrationTimeout.ifPresent(options::executorRegistrationTimeout);
        executorReregistrationTimeout.ifPresent(options::executorReregistrationTimeout);
        executorShutdownGrace.ifPresent(options::executorShutdownGrace);
        recoveryTimeout.ifPresent(options::recoveryTimeout);
    }
}
