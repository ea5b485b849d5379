package org.mesoselk.executor.logstash;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.process.DirectoryLock;
import org.mesoselk.executor.logstash.forwarder.discover.StateSource;
import org.mesoselk.executor.logstash.official.LogstashEngine;
import org.mesoselk.executor.logstash.official.PlanLogstash;
import org.mesoselk.executor.logstash.official.PreparedLogstash;
import org.mesoselk.executor.logstash.official.names.NamesFiles;
import org.mesoselk.executor.logstash.official.render.Variables.Agent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a task to an official Logstash that only has to be started: the agent's folders, the plan, the lock. */
final class PrepareLogstash implements EngineSide.Preparing {

    private static final Logger LOG = LoggerFactory.getLogger(PrepareLogstash.class);

    private final OwnSandbox sandbox;
    private final Map<String, String> ownEnvironment;
    private final StateSource state;
    private final Supplier<Optional<AgentInfo>> agent;
    private final Duration patience;

    /**
     * What it works with.
     *
     * @param sandbox of this executor
     * @param ownEnvironment of this executor
     * @param agent as it has told at subscription
     * @param patience how long the executor before this one may take to end
     */
    PrepareLogstash(
            OwnSandbox sandbox,
            Map<String, String> ownEnvironment,
            StateSource state,
            Supplier<Optional<AgentInfo>> agent,
            Duration patience) {
        this.sandbox = sandbox;
        this.ownEnvironment = Map.copyOf(ownEnvironment);
        this.state = state;
        this.agent = agent;
        this.patience = patience;
    }

    @Override
    public Preparation prepare(LogstashTask task) throws IOException, InterruptedException {
        AgentClaim claim = AgentClaim.of(task, sandbox.onHost(), patience);
        if (claim instanceof AgentClaim.Refused refused) {
            return new Preparation.Refused(refused.sentences());
        }
        AgentClaim.Claimed claimed = (AgentClaim.Claimed) claim;
        return ready(task, claimed.workDir(), claimed.directory(), claimed.lock());
    }

    private Preparation ready(LogstashTask task, Path workDir, Path directory, DirectoryLock lock)
            throws IOException, InterruptedException {
        Optional<AgentInfo> info = agent.get();
        Agent place = new Agent(
                info.map(known -> known.getId().getValue()).orElse("unknown"),
                info.map(AgentInfo::getHostname).orElse("unknown"),
                workDir.toString());
        try {
            PlanLogstash.Plan plan =
                    new PlanLogstash(sandbox.here(), ownEnvironment, patience).plan(task, place, directory);
            if (plan instanceof PlanLogstash.Plan.Unfit unfit) {
                lock.close();
                return new Preparation.Refused(unfit.sentences());
            }
            PreparedLogstash prepared = ((PlanLogstash.Plan.Fit) plan).prepared();
            LOG.info("{}, data in {}", prepared, prepared.dirs().data());
            NamesFiles names = new NamesFiles(prepared.dirs().names(), workDir, state);
            return new Preparation.Ready(
                    new LogstashEngine(prepared, Optional.of(names), lock, InstantSource.system()));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }
}
