package org.mesoselk.executor.logstash;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.process.DirectoryLock;
import org.mesoselk.executor.logstash.forwarder.Forwarder;
import org.mesoselk.executor.logstash.forwarder.discover.Discovery;
import org.mesoselk.executor.logstash.forwarder.discover.StateSource;
import org.mesoselk.executor.logstash.forwarder.input.Inbox;
import org.mesoselk.executor.logstash.forwarder.input.Listeners;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a task to a forwarder that only has to be started: find the agent's folders, check them, lock the registry. */
final class PrepareForwarder implements EngineSide.Preparing {

    private static final Logger LOG = LoggerFactory.getLogger(PrepareForwarder.class);

    private static final long PAUSE_MILLIS = 200;

    private final Path sandbox;
    private final StateSource state;
    private final Supplier<Optional<AgentInfo>> agent;
    private final Duration patience;

    /**
     * What it works with.
     *
     * @param sandbox of this executor, on the agent's host
     * @param agent as it has told at subscription
     * @param patience how long the executor before this one may take to end
     */
    PrepareForwarder(Path sandbox, StateSource state, Supplier<Optional<AgentInfo>> agent, Duration patience) {
        this.sandbox = sandbox;
        this.state = state;
        this.agent = agent;
        this.patience = patience;
    }

    @Override
    public Preparation prepare(LogstashTask task) throws IOException, InterruptedException {
        Optional<Path> workDir = task.workDir().map(Path::of).or(() -> WorkDir.above(sandbox));
        if (workDir.isEmpty()) {
            return refused("The sandbox " + sandbox + " does not lie in an agent's work_dir, so that the sandboxes of"
                    + " others cannot be found; name the work_dir as this executor sees it.");
        }
        List<String> faults = new ArrayList<>();
        if (task.sources().sandboxes()) {
            WorkDir.fault(workDir.get()).ifPresent(faults::add);
        }
        Path root = Files.exists(workDir.get()) ? workDir.get().toRealPath() : workDir.get();
        Path directory = Path.of(task.registryDir()).resolve("agent-" + fingerprint(root));
        if (directory.normalize().startsWith(root.resolve("slaves"))) {
            faults.add("The registry directory " + task.registryDir()
                    + " lies in a sandbox, which Mesos removes; name a directory outside of the agent's work_dir.");
        }
        registryFault(directory).ifPresent(faults::add);
        if (!faults.isEmpty()) {
            return new Preparation.Refused(faults);
        }
        DirectoryLock.Outcome lock = lock(directory);
        if (lock instanceof DirectoryLock.Outcome.Held held) {
            return refused("The registry directory " + directory + " is in use by " + held.holder()
                    + "; one executor collects on an agent: end that process.");
        }
        return ready(task, root, directory, ((DirectoryLock.Outcome.Taken) lock).lock());
    }

    private Preparation ready(LogstashTask task, Path workDir, Path directory, DirectoryLock lock) throws IOException {
        try {
            Optional<AgentInfo> info = agent.get();
            String host = info.map(AgentInfo::getHostname).orElse("unknown");
            String agentId = info.map(known -> known.getId().getValue()).orElse("unknown");
            Discovery discovery = new Discovery(task, workDir, state, host, agentId, InstantSource.system());
            Inbox inbox = new Inbox(task.limits().batchBytes());
            Listeners listeners = new Listeners(task, host, agentId, inbox, InstantSource.system(), new Random());
            List<URI> endpoints = task.endpoints().stream().map(URI::create).toList();
            try {
                Forwarder forwarder = new Forwarder(task, endpoints, discovery, listeners, inbox, directory, lock);
                LOG.info("Positions are in {}, sandboxes in {}", directory, workDir);
                return new Preparation.Ready(forwarder);
            } catch (IOException e) {
                listeners.close();
                throw e;
            }
        } catch (IllegalArgumentException e) {
            lock.close();
            return refused(e.getMessage());
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /** The executor before this one may still be on its way out. */
    private DirectoryLock.Outcome lock(Path directory) throws IOException, InterruptedException {
        String holder = "an executor with pid " + ProcessHandle.current().pid() + ", sandbox " + sandbox;
        long deadline = System.nanoTime() + patience.toNanos();
        DirectoryLock.Outcome outcome = DirectoryLock.take(directory, holder);
        if (outcome instanceof DirectoryLock.Outcome.Held held) {
            LOG.info("Waiting up to {} s for {}", patience.toSeconds(), held.holder());
        }
        while (outcome instanceof DirectoryLock.Outcome.Held && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE_MILLIS);
            outcome = DirectoryLock.take(directory, holder);
        }
        return outcome;
    }

    /** Dead letters may hold what only few should read. */
    private static Optional<String> registryFault(Path directory) {
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.delete(Files.createTempFile(directory, "writable-", ""));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("The registry directory " + directory + " cannot be written to by "
                    + System.getProperty("user.name") + " (" + e.getClass().getSimpleName()
                    + "); make it writable for this user, or name another one.");
        }
    }

    /** A work_dir is what an agent is on its host; its id changes when it is registered anew. */
    static String fingerprint(Path workDir) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256")
                    .digest(workDir.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Preparation refused(String sentence) {
        return new Preparation.Refused(List.of(sentence));
    }
}
