package org.mesoselk.localmesos.agent;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.Environment;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;

/** The whole environment of an executor; nothing of the agent's own is inherited. The names are those of a real agent. */
final class ExecutorEnvironment {

    static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** How long an executor waits at most between two attempts to come back to a restarted agent. */
    private static final String SUBSCRIPTION_BACKOFF_MAX = "2secs";

    private ExecutorEnvironment() {}

    /** What a framework gives comes first and cannot change what the agent says, but for PATH. */
    static Map<String, String> of(
            AgentOptions options,
            String agentId,
            int port,
            FrameworkInfo framework,
            ExecutorInfo executor,
            CommandInfo command,
            Path sandbox) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", PATH);
        environment.put("LIBPROCESS_PORT", "0");
        environment.put("LIBPROCESS_IP", options.ip());
        environment.putAll(options.executorEnvironment());
        for (Environment.Variable variable : command.getEnvironment().getVariablesList()) {
            environment.put(variable.getName(), variable.getValue());
        }
        String endpoint = options.ip() + ":" + port;
        environment.put("MESOS_FRAMEWORK_ID", framework.getId().getValue());
        environment.put("MESOS_EXECUTOR_ID", executor.getExecutorId().getValue());
        environment.put("MESOS_DIRECTORY", sandbox.toString());
        environment.put("MESOS_SANDBOX", sandbox.toString());
        environment.put("MESOS_SLAVE_ID", agentId);
        environment.put("MESOS_SLAVE_PID", "slave(1)@" + endpoint);
        environment.put("MESOS_AGENT_ENDPOINT", endpoint);
        environment.put("MESOS_HTTP_COMMAND_EXECUTOR", "0");
        environment.put("MESOS_CHECKPOINT", framework.getCheckpoint() ? "1" : "0");
        environment.put("MESOS_EXECUTOR_SHUTDOWN_GRACE_PERIOD", MesosDuration.format(options.executorShutdownGrace()));
        if (framework.getCheckpoint()) {
            environment.put("MESOS_RECOVERY_TIMEOUT", MesosDuration.format(options.recoveryTimeout()));
            environment.put("MESOS_SUBSCRIPTION_BACKOFF_MAX", SUBSCRIPTION_BACKOFF_MAX);
        }
        // A run's folder is named as its container.
        String container = sandbox.getFileName().toString();
        options.security()
                .tokens()
                .ifPresent(tokens -> environment.put(
                        "MESOS_EXECUTOR_AUTHENTICATION_TOKEN",
                        tokens.token(
                                framework.getId().getValue(),
                                executor.getExecutorId().getValue(),
                                container)));
        return environment;
    }
}
