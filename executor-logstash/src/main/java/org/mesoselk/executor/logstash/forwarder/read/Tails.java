package org.mesoselk.executor.logstash.forwarder.read;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.executor.logstash.forwarder.discover.Found;
import org.mesoselk.executor.logstash.forwarder.discover.Look;
import org.mesoselk.executor.logstash.forwarder.registry.Position;
import org.mesoselk.executor.logstash.forwarder.registry.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which files are followed, by what the kernel calls them. Belongs to the reading thread. */
final class Tails {

    private static final Logger LOG = LoggerFactory.getLogger(Tails.class);

    /** A file that has lost its name may still be written to by whoever has it open. */
    static final Duration NAMELESS = Duration.ofSeconds(30);

    /** Of chance in a file's identity: enough that no two files of a data stream share one. */
    private static final int ID_BYTES = 9;

    private final Registry registry;
    private final LogstashTask task;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Map<FileKey, Tail> tails = new HashMap<>();
    private final Set<FileKey> tooOld = new HashSet<>();
    private final Known known;
    private Optional<String> trouble = Optional.empty();
    private List<Position> stored = List.of();

    /** @throws IOException with a sentence when the positions cannot be read */
    Tails(Registry registry, LogstashTask task, RandomGenerator random, InstantSource clock, LongSupplier nanoTime)
            throws IOException {
        this.registry = registry;
        this.task = task;
        this.random = random;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.known = new Known(registry.load());
    }

    Collection<Tail> all() {
        return tails.values();
    }

    /** Why not all files can be read; empty when all can. */
    Optional<String> trouble() {
        return trouble;
    }

    /**
     * Follows what was found. The identities of new files are stored before this returns, and so before any of their
     * documents leaves: another executor would give them others.
     */
    void apply(Look look) throws IOException {
        trouble = look.trouble();
        Map<FileKey, Tail> fresh = new HashMap<>();
        tails.values().forEach(Tail::isNowhere);
        Set<FileKey> found = new HashSet<>();
        for (Found file : look.files()) {
            found.add(file.key());
            Tail tail = tails.get(file.key());
            if (tail == null && !tooOld.contains(file.key())) {
                // Two globs may name it.
                Optional<Tail> opened =
                        Optional.ofNullable(fresh.get(file.key())).or(() -> open(file));
                opened.ifPresent(first -> fresh.put(first.key(), first));
                tail = opened.orElse(null);
            }
            if (tail != null) {
                tail.isAt(file.path());
                if (file.origin().isPresent()) {
                    tail.comesFrom(
                            file.origin().get(),
                            task.output().dataset(),
                            task.output().namespace());
                }
            }
        }
        if (look.trouble().isEmpty()) {
            tooOld.retainAll(found);
            known.keepOnly(Tails::isStillThere);
            forget();
        }
        if (!fresh.isEmpty()) {
            begin(fresh);
        }
    }

    private void begin(Map<FileKey, Tail> fresh) throws IOException {
        tails.putAll(fresh);
        try {
            store();
        } catch (IOException e) {
            // To be found again: nothing of them may leave before.
            tails.keySet().removeAll(fresh.keySet());
            fresh.values().forEach(tail -> {
                known.put(tail.position());
                tail.close();
            });
            throw e;
        }
    }

    private Optional<Tail> open(Found file) {
        try {
            FileChannel channel = Tail.open(file.path(), file.key());
            try {
                Optional<Position> before = known.take(file.key(), channel);
                if (before.isEmpty() && isTooOld(file.path())) {
                    channel.close();
                    tooOld.add(file.key());
                    return Optional.empty();
                }
                return Optional.of(tail(before.orElseGet(() -> newPosition(file.key(), file.path())), file, channel));
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException e) {
            trouble = Optional.of("Cannot read " + file.path() + ": " + e.getMessage() + ".");
            return Optional.empty();
        }
    }

    private Tail tail(Position position, Found file, FileChannel channel) {
        return new Tail(position, file.path(), file.framing(), Optional.of(channel), nanoTime.getAsLong());
    }

    private boolean isTooOld(Path path) throws IOException {
        long seconds = task.sources().ignoreOlderSeconds();
        return seconds > 0
                && Files.getLastModifiedTime(path)
                        .toInstant()
                        .isBefore(clock.instant().minusSeconds(seconds));
    }

    private Position newPosition(FileKey key, Path path) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return new Position(
                Base64.getUrlEncoder().withoutPadding().encodeToString(id), key, Fingerprint.NONE, path.toString(), 0);
    }

    private static boolean isStillThere(Position position) {
        try {
            return FileKey.of(Path.of(position.path())).equals(position.file());
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    void troubled(Tail tail, IOException e) {
        trouble = Optional.of("Cannot read " + tail.path() + ": " + e.getMessage() + ".");
    }

    /** The content was written anew in the same file: from its beginning, as another file. */
    Tail beginAnew(Tail old) throws IOException {
        LOG.info("{} was written anew", old.path());
        Tail tail = new Tail(
                newPosition(old.key(), old.path()), old.path(), old.framing(), old.channel(), nanoTime.getAsLong());
        old.origin()
                .ifPresent(origin -> tail.comesFrom(
                        origin, task.output().dataset(), task.output().namespace()));
        tails.put(tail.key(), tail);
        store();
        return tail;
    }

    private void forget() {
        long now = nanoTime.getAsLong();
        for (Iterator<Tail> each = tails.values().iterator(); each.hasNext(); ) {
            Tail tail = each.next();
            boolean isRead = tail.channel().isEmpty() || tail.wasAtEnd() && tail.idle(now) > NAMELESS.toNanos();
            if (!tail.isListed() && isRead && tail.isSettled()) {
                tail.close();
                each.remove();
            }
        }
    }

    /** The positions, if they have changed since. */
    void store() throws IOException {
        List<Position> positions = new ArrayList<>(known.all());
        tails.values().forEach(tail -> positions.add(tail.position()));
        if (!positions.equals(stored)) {
            registry.store(positions);
            stored = positions;
        }
    }

    /** Looks how large the files are now. */
    void measure() {
        for (Tail tail : tails.values()) {
            if (tail.channel().isPresent()) {
                try {
                    tail.measures(tail.channel().get().size());
                } catch (IOException e) {
                    trouble = Optional.of("Cannot look at " + tail.path() + ": " + e.getMessage() + ".");
                }
            }
        }
    }

    void close() {
        tails.values().forEach(Tail::close);
    }
}
