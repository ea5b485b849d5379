package org.mesoselk.localmesos.agent;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.localmesos.agent.docker.DockerOptions;
import org.mesoselk.localmesos.http.HttpSecurity;

/**
 * How an agent is to run. The defaults are those of a real Mesos agent, but for the time that executors have to come
 * back after a restart (2 s there, which a busy laptop misses).
 *
 * @param master URL of the master, several with commas between, or {@code zk://host:port/path}
 * @param ip address to listen on and to name in the agent's info
 * @param port 0 for any free one, kept over restarts because executors know the agent by it
 * @param workDir sandboxes and checkpoints
 * @param resources as Mesos' flag, {@code cpus:4;mem:4096;disk:20000;ports:[31000-31099]}; MB for mem and disk
 * @param attributes as Mesos' flag, {@code disk:ssd;rack:r1}; may be empty
 * @param switchUser run executors as the framework's or command's user; only root can
 * @param executorRegistrationTimeout from launch to SUBSCRIBE
 * @param executorReregistrationTimeout after a restart of the agent
 * @param executorShutdownGrace from SHUTDOWN to the kill
 * @param recoveryTimeout how long an executor waits for the agent to come back
 * @param statusUpdateRetry first wait for an acknowledgement; doubles up to 10 min
 * @param pingTimeout so long without a word the link is taken for dead, as long as no master has said its own time
 * @param gcDelay age at which the sandbox of an ended executor is removed
 * @param executorEnvironment more variables for executors
 * @param docker where Docker is; empty: containers of images are refused
 * @param security what it asks of those who speak to it
 */
public record AgentOptions(
        String master,
        String ip,
        String hostname,
        int port,
        Path workDir,
        String resources,
        String attributes,
        boolean switchUser,
        Duration executorRegistrationTimeout,
        Duration executorReregistrationTimeout,
        Duration executorShutdownGrace,
        Duration recoveryTimeout,
        Duration statusUpdateRetry,
        Duration pingTimeout,
        Duration gcDelay,
        Map<String, String> executorEnvironment,
        Optional<DockerOptions> docker,
        HttpSecurity security) {

    public AgentOptions {
        workDir = workDir.toAbsolutePath().normalize();
        executorEnvironment = Map.copyOf(executorEnvironment);
        ResourceText.resources(resources);
        ResourceText.attributes(attributes);
    }

    public static Builder builder(String master, Path workDir) {
        return new Builder(master, workDir);
    }

    /** Everything that has a default. */
    public static final class Builder {
        private final String master;
        private final Path workDir;
        private String ip = "127.0.0.1";
        private String hostname = "127.0.0.1";
        private int port;
        private String resources = "cpus:4;mem:4096;disk:20000;ports:[31000-31099]";
        private String attributes = "";
        private boolean switchUser = true;
        private Duration executorRegistrationTimeout = Duration.ofMinutes(1);
        private Duration executorReregistrationTimeout = Duration.ofSeconds(10);
        private Duration executorShutdownGrace = Duration.ofSeconds(5);
        private Duration recoveryTimeout = Duration.ofMinutes(15);
        private Duration statusUpdateRetry = Duration.ofSeconds(10);
        private Duration pingTimeout = Duration.ofSeconds(75);
        private Duration gcDelay = Duration.ofDays(7);
        private Map<String, String> executorEnvironment = Map.of();
        private Optional<DockerOptions> docker = Optional.empty();
        private HttpSecurity security = HttpSecurity.NONE;

        private Builder(String master, Path workDir) {
            this.master = master;
            this.workDir = workDir;
        }

        public Builder ip(String value) {
            ip = value;
            return this;
        }

        public Builder hostname(String value) {
            hostname = value;
            return this;
        }

        public Builder port(int value) {
            port = value;
            return this;
        }

        public Builder resources(String value) {
            resources = value;
            return this;
        }

        public Builder attributes(String value) {
            attributes = value;
            return this;
        }

        public Builder switchUser(boolean value) {
            switchUser = value;
            return this;
        }

        public Builder executorRegistrationTimeout(Duration value) {
            executorRegistrationTimeout = value;
            return this;
        }

        public Builder executorReregistrationTimeout(Duration value) {
            executorReregistrationTimeout = value;
            return this;
        }

        public Builder executorShutdownGrace(Duration value) {
            executorShutdownGrace = value;
            return this;
        }

        public Builder recoveryTimeout(Duration value) {
            recoveryTimeout = value;
            return this;
        }

        public Builder statusUpdateRetry(Duration value) {
            statusUpdateRetry = value;
            return this;
        }

        public Builder pingTimeout(Duration value) {
            pingTimeout = value;
            return this;
        }

        public Builder gcDelay(Duration value) {
            gcDelay = value;
            return this;
        }

        public Builder executorEnvironment(Map<String, String> value) {
            executorEnvironment = value;
            return this;
        }

        public Builder docker(Optional<DockerOptions> value) {
            docker = value;
            return this;
        }

        public Builder security(HttpSecurity value) {
            security = value;
            return this;
        }

        /**
         * Checks what can be checked without a disk.
         *
         * @throws IllegalArgumentException when resources or attributes cannot be read; the message says where and how
         */
        public AgentOptions build() {
            return new AgentOptions(
                    master,
                    ip,
                    hostname,
                    port,
                    workDir,
                    resources,
                    attributes,
                    switchUser,
                    executorRegistrationTimeout,
                    executorReregistrationTimeout,
                    executorShutdownGrace,
                    recoveryTimeout,
                    statusUpdateRetry,
                    pingTimeout,
                    gcDelay,
                    executorEnvironment,
                    docker,
                    security);
        }
    }
}
