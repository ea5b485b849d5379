package org.mesoselk.executor.logstash.forwarder.discover;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.executor.logstash.forwarder.discover.Identify.Identity;
import org.mesoselk.executor.logstash.forwarder.event.Origin;
import org.mesoselk.executor.logstash.forwarder.read.FileKey;
import org.mesoselk.executor.logstash.forwarder.read.Framing;
import org.mesoselk.executor.logstash.forwarder.read.JoinedLines;
import org.mesoselk.executor.logstash.forwarder.read.Lines;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks again and again for the files that are to be followed, and asks the agent whose they are. */
public final class Discovery {

    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

    /** An agent knows a task before its sandbox is there; it may be restarting, or not want to tell. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** For those of which it has not told by then. */
    static final Duration ASK_AGAIN = Duration.ofSeconds(30);

    private record Glob(Globs files, Framing framing) {}

    private final Optional<SandboxWalk> sandboxes;
    private final SandboxDir.Common common;
    private final List<Glob> globs;
    private final StateSource agent;
    private final InstantSource clock;

    private AgentState state = AgentState.UNKNOWN;
    private Instant askAt = Instant.MIN;
    private String lastCause = "";

    /**
     * Sets it up.
     *
     * @param workDir of the agent, without links in its path
     * @throws IllegalArgumentException with a sentence when an option is not to be understood
     */
    public Discovery(
            LogstashTask task, Path workDir, StateSource agent, String host, String agentId, InstantSource clock) {
        this.sandboxes = task.sources().sandboxes() ? Optional.of(new SandboxWalk(workDir)) : Optional.empty();
        this.common =
                new SandboxDir.Common(host, agentId, framing(task.sources().sandboxMultiline(), task));
        this.globs = task.sources().files().stream()
                .map(files -> new Glob(Globs.of(files.glob()), framing(files.multiline(), task)))
                .toList();
        this.agent = agent;
        this.clock = clock;
    }

    private static Framing framing(Optional<LogstashTask.Multiline> multiline, LogstashTask task) {
        int longest = task.limits().lineBytes();
        return multiline.<Framing>map(option -> JoinedLines.of(option, longest)).orElseGet(() -> new Lines(longest));
    }

    public Look look() {
        List<String> troubles = new ArrayList<>();
        List<Found> files = new ArrayList<>();
        sandboxes.ifPresent(walk -> sandboxes(walk, files, troubles));
        globs.forEach(glob -> files(glob, files, troubles));
        return new Look(files, troubles.stream().findFirst());
    }

    private void sandboxes(SandboxWalk walk, List<Found> files, List<String> troubles) {
        Instant now = clock.instant();
        List<SandboxDir> dirs = walk.walk(now.toEpochMilli(), (path, e) -> note(path, e, troubles));
        askFor(dirs, now);
        for (SandboxDir dir : dirs) {
            long since = dir.since(now.toEpochMilli());
            boolean keep =
                    dir.identity().isPresent() && (dir.identity().get().isWhole() || state == AgentState.UNKNOWN);
            if (!keep) {
                dir.is(Identify.of(dir, state));
            }
            boolean told = dir.identity().get().isWhole() || now.toEpochMilli() - since >= PATIENCE.toMillis();
            files.addAll(dir.found(common, told));
        }
        // It may be large, and is of no use any more.
        state = AgentState.UNKNOWN;
    }

    private void askFor(List<SandboxDir> dirs, Instant now) {
        boolean fresh = false;
        boolean any = false;
        for (SandboxDir dir : dirs) {
            if (dir.isNew() || !dir.identity().map(Identity::isWhole).orElse(false)) {
                any = true;
                fresh |= dir.isNew() || now.toEpochMilli() - dir.since(now.toEpochMilli()) < PATIENCE.toMillis();
            }
        }
        if (!fresh && (!any || now.isBefore(askAt))) {
            return;
        }
        askAt = now.plus(ASK_AGAIN);
        try {
            state = agent.state();
            lastCause = "";
        } catch (IOException e) {
            String cause = e.getMessage() == null ? e.toString() : e.getMessage();
            if (!cause.equals(lastCause)) {
                LOG.warn("Cannot ask the agent whose sandboxes are whose: {}", cause);
                lastCause = cause;
            }
        }
    }

    private void files(Glob glob, List<Found> files, List<String> troubles) {
        Origin origin = new Origin(common.host(), common.agentId(), Optional.empty());
        for (Path path : glob.files().files((folder, e) -> note(folder, e, troubles))) {
            try {
                files.add(new Found(path, FileKey.of(path), glob.framing(), Optional.of(origin)));
            } catch (IOException e) {
                note(path, e, troubles);
            }
        }
    }

    private static void note(Path path, IOException e, List<String> troubles) {
        if (!(e instanceof NoSuchFileException)) {
            troubles.add("Cannot read " + path + " (" + e.getClass().getSimpleName()
                    + "); run this executor as a user who may, which is root for the sandboxes of all users.");
        }
    }
}
