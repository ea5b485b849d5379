package org.mesoselk.localmesos.agent;

import java.util.Map;
import java.util.TreeMap;

/** The options by the names of a real agent's flags. */
final class AgentFlags {

    private AgentFlags() {}

    static Map<String, String> of(AgentOptions options) {
        Map<String, String> flags = new TreeMap<>();
        flags.put("attributes", options.attributes());
        flags.put("containerizers", options.docker().isPresent() ? "docker,mesos" : "mesos");
        options.docker().ifPresent(docker -> {
            flags.put("docker", docker.program());
            flags.put("docker_socket", docker.socket());
            flags.put("sandbox_directory", docker.sandboxDirectory());
        });
        flags.put("executor_registration_timeout", MesosDuration.format(options.executorRegistrationTimeout()));
        flags.put("executor_reregistration_timeout", MesosDuration.format(options.executorReregistrationTimeout()));
        flags.put("executor_shutdown_grace_period", MesosDuration.format(options.executorShutdownGrace()));
        flags.put("gc_delay", MesosDuration.format(options.gcDelay()));
        flags.put("hostname", options.hostname());
        flags.put("ip", options.ip());
        flags.put("launcher", "posix");
        // Credentials of ZooKeeper may stand before the @.
        flags.put("master", options.master().replaceAll("//[^/@]*@", "//"));
        flags.put("port", String.valueOf(options.port()));
        flags.put("recover", "reconnect");
        flags.put("recovery_timeout", MesosDuration.format(options.recoveryTimeout()));
        flags.put("resources", options.resources());
        flags.put("switch_user", String.valueOf(options.switchUser()));
        flags.put("work_dir", options.workDir().toString());
        return flags;
    }
}
