package org.mesoselk.executor.logstash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.process.DirectoryLock;

/** What any engine needs first: the agent's work_dir found and readable, and its folder in the registry directory claimed. */
sealed interface AgentClaim {

    /**
     * Nobody else has it.
     *
     * @param workDir of the agent, without links in its path
     * @param directory of this agent, for what has to outlive executors
     */
    record Claimed(Path workDir, Path directory, DirectoryLock lock) implements AgentClaim {}

    /** With sentences for whoever operates it. */
    record Refused(List<String> sentences) implements AgentClaim {}

    /**
     * Finds, checks, claims.
     *
     * @param sandbox of this executor, on the agent's host
     * @param patience how long the executor before this one may take to end
     */
    static AgentClaim of(LogstashTask task, Path sandbox, Duration patience) throws IOException, InterruptedException {
        Optional<Path> named = task.workDir().map(Path::of).or(() -> WorkDir.above(sandbox));
        if (named.isEmpty()) {
            return new Refused(List.of("The sandbox " + sandbox + " does not lie in an agent's work_dir, so that the"
                    + " sandboxes of others cannot be found; name the work_dir as this executor sees it."));
        }
        List<String> faults = new ArrayList<>();
        if (task.sources().sandboxes()) {
            WorkDir.fault(named.get()).ifPresent(faults::add);
        }
        Path workDir = Files.exists(named.get()) ? named.get().toRealPath() : named.get();
        AgentDirectory directory = AgentDirectory.of(task.registryDir(), workDir);
        directory.fault(workDir).ifPresent(faults::add);
        if (!faults.isEmpty()) {
            return new Refused(faults);
        }
        DirectoryLock.Outcome lock = directory.lock(sandbox, patience);
        if (lock instanceof DirectoryLock.Outcome.Held held) {
            return new Refused(List.of("The registry directory " + directory.path() + " is in use by " + held.holder()
                    + "; one executor collects on an agent: end that process."));
        }
        return new Claimed(workDir, directory.path(), ((DirectoryLock.Outcome.Taken) lock).lock());
    }
}
