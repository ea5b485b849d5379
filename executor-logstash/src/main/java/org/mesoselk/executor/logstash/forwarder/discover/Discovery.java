package org.mesoselk.executor.logstash.forwarder.discover;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Framing sandboxFraming;
    private final List<Glob> globs;
    private final StateSource agent;
    private final String host;
    private final String agentId;
    private final InstantSource clock;

    private final Map<Path, Known> known = new HashMap<>();
    private AgentState state = AgentState.UNKNOWN;
    private Instant askAt = Instant.MIN;
    private String lastCause = "";

    private record Known(Instant since, Identity identity, long round) {}

    private long round;

    /**
     * Sets it up.
     *
     * @param workDir of the agent, without links in its path
     * @throws IllegalArgumentException with a sentence when an option is not to be understood
     */
    public Discovery(
            LogstashTask task, Path workDir, StateSource agent, String host, String agentId, InstantSource clock) {
        this.sandboxes = task.sources().sandboxes() ? Optional.of(new SandboxWalk(workDir)) : Optional.empty();
        this.sandboxFraming = framing(task.sources().sandboxMultiline(), task);
        this.globs = task.sources().files().stream()
                .map(files -> new Glob(Globs.of(files.glob()), framing(files.multiline(), task)))
                .toList();
        this.agent = agent;
        this.host = host;
        this.agentId = agentId;
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
        round++;
        for (SandboxDir dir : dirs) {
            Known before = known.get(dir.directory());
            Instant since = before == null ? now : before.since();
            boolean keep = before != null && (before.identity().isWhole() || state == AgentState.UNKNOWN);
            Identity identity = keep ? before.identity() : Identify.of(dir, state);
            known.put(dir.directory(), new Known(since, identity, round));
            boolean settled = identity.isWhole() || !now.isBefore(since.plus(PATIENCE));
            for (Listing.Entry file : dir.files()) {
                Origin origin =
                        new Origin(host, agentId, Optional.of(identity.sandbox(dir, SandboxWalk.stream(file.name()))));
                files.add(new Found(
                        dir.directory().resolve(file.name()),
                        file.key(),
                        sandboxFraming,
                        settled ? Optional.of(origin) : Optional.empty()));
            }
        }
        known.values().removeIf(entry -> entry.round() < round);
        // It may be large, and is of no use any more.
        state = AgentState.UNKNOWN;
    }

    private void askFor(List<SandboxDir> dirs, Instant now) {
        boolean fresh = false;
        boolean any = false;
        for (SandboxDir dir : dirs) {
            Known before = known.get(dir.directory());
            if (before == null || !before.identity().isWhole()) {
                any = true;
                fresh |= before == null || now.isBefore(before.since().plus(PATIENCE));
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
        Origin origin = new Origin(host, agentId, Optional.empty());
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
