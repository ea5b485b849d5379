package org.mesoselk.executor.logstash;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
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
        AgentClaim claim = AgentClaim.of(task, sandbox, patience);
        if (claim instanceof AgentClaim.Refused refused) {
            return new Preparation.Refused(refused.sentences());
        }
        AgentClaim.Claimed claimed = (AgentClaim.Claimed) claim;
        return ready(task, claimed.workDir(), claimed.directory(), claimed.lock());
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
            return new Preparation.Refused(List.of(e.getMessage()));
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }
}
