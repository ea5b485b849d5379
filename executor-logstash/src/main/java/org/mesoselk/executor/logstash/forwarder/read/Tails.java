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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.executor.logstash.forwarder.discover.Found;
import org.mesoselk.executor.logstash.forwarder.discover.Look;
import org.mesoselk.executor.logstash.forwarder.event.IndexPattern;
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
    private final Due due = new Due();
    private final Held held;
    private final Templates templates = new Templates();
    private final Periods periods;
    private final Known known;
    private Optional<String> trouble = Optional.empty();

    /** Files have come, gone or moved since positions were stored. */
    private boolean changed;

    /**
     * With the positions that an executor before has left.
     *
     * @param mostOpen files that may be open at a time
     * @throws IOException with a sentence when the positions cannot be read
     */
    Tails(
            Registry registry,
            LogstashTask task,
            int mostOpen,
            RandomGenerator random,
            InstantSource clock,
            LongSupplier nanoTime)
            throws IOException {
        this.registry = registry;
        this.task = task;
        this.random = random;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.held = new Held(mostOpen);
        this.periods = new Periods(task.output().index().map(IndexPattern::parse), clock);
        this.known = new Known(registry.load());
    }

    Due due() {
        return due;
    }

    Held held() {
        return held;
    }

    Templates templates() {
        return templates;
    }

    Periods periods() {
        return periods;
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
        tails.values().forEach(Tail::isNowhere);
        List<Found> unknown = new ArrayList<>();
        for (Found file : look.files()) {
            Tail tail = tails.get(file.key());
            if (tail != null) {
                changed |= tail.isAt(file);
            } else if (!tooOld.contains(file.key())) {
                unknown.add(file);
            }
        }
        // Only now it is known which of the others have a name, and may give way to them.
        Map<FileKey, Tail> fresh = new HashMap<>();
        for (Found file : unknown) {
            // Two globs may name it.
            if (!fresh.containsKey(file.key())) {
                open(file).ifPresent(first -> fresh.put(first.key(), first));
            }
        }
        if (look.trouble().isEmpty()) {
            if (!tooOld.isEmpty()) {
                tooOld.retainAll(look.files().stream().map(Found::key).collect(Collectors.toSet()));
            }
            changed |= known.keepOnly(Tails::isStillThere);
            forget();
        }
        if (!fresh.isEmpty()) {
            begin(fresh);
        }
    }

    private void begin(Map<FileKey, Tail> fresh) throws IOException {
        tails.putAll(fresh);
        changed = true;
        try {
            store();
        } catch (IOException e) {
            // To be found again: nothing of them may leave before.
            tails.keySet().removeAll(fresh.keySet());
            fresh.values().forEach(tail -> {
                known.put(tail.position());
                held.close(tail);
            });
            throw e;
        }
        fresh.values().forEach(due::add);
    }

    private Optional<Tail> open(Found file) {
        try {
            boolean hasRoom = held.hasRoom();
            FileChannel channel = Tail.open(file.path(), file.key());
            try {
                Optional<Position> before =
                        known.take(file.key(), channel).map(position -> position.in(periods.goingOn(position.index())));
                if (before.isEmpty() && isTooOld(file.path())) {
                    channel.close();
                    tooOld.add(file.key());
                    return Optional.empty();
                }
                long size = channel.size();
                Tail tail = before.isPresent()
                        ? new Tail(before.get(), file, size, size, nanoTime.getAsLong())
                        : new Tail(newPosition(file.key(), file.path()), file, size, 0, nanoTime.getAsLong());
                hold(tail, channel, hasRoom, size);
                return Optional.of(tail);
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

    private void hold(Tail tail, FileChannel channel, boolean hasRoom, long size) throws IOException {
        if (!hasRoom) {
            channel.close();
            return;
        }
        held.open(tail, channel);
        if (tail.offset() == size) {
            held.rests(tail);
        }
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
                Base64.getUrlEncoder().withoutPadding().encodeToString(id),
                key,
                Fingerprint.NONE,
                path.toString(),
                0,
                periods.now());
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
        Tail tail = new Tail(newPosition(old.key(), old.path()), old.found(), old.offset(), 0, nanoTime.getAsLong());
        tails.put(tail.key(), tail);
        changed = true;
        try {
            store();
        } catch (IOException e) {
            tails.put(old.key(), old);
            throw e;
        }
        held.handOver(old, tail);
        old.leave();
        return tail;
    }

    private void forget() {
        long now = nanoTime.getAsLong();
        for (Iterator<Tail> each = tails.values().iterator(); each.hasNext(); ) {
            Tail tail = each.next();
            // As it is now: it may have been written to since it was read, which waits while Elasticsearch takes
            // nothing.
            boolean isRead = tail.channel().isEmpty()
                    || tail.wasAtEnd() && tail.isReadToItsEnd() && tail.idle(now) > NAMELESS.toNanos();
            if (!tail.isListed() && isRead && tail.isSettled()) {
                if (tail.lag() > 0) {
                    LOG.warn(
                            "{} was removed before it was read: there are more files than can be held open",
                            tail.path());
                }
                held.close(tail);
                tail.leave();
                each.remove();
                changed = true;
            }
        }
    }

    /**
     * The time has come for lines of these files to go to another index. All that was read of them is acknowledged, and
     * this is stored before another line leaves: whatever an executor after this one sends again goes where it went.
     */
    void beginPeriod(List<Tail> ready) throws IOException {
        String next = periods.now();
        List<String> before = ready.stream().map(Tail::index).toList();
        ready.forEach(tail -> tail.goesTo(next));
        try {
            store();
        } catch (IOException e) {
            for (int i = 0; i < before.size(); i++) {
                ready.get(i).goesTo(before.get(i));
            }
            throw e;
        }
    }

    /** The positions, if they have changed since. They are written one by one, never in memory all at once. */
    void store() throws IOException {
        if (!changed && tails.values().stream().noneMatch(Tail::isUnstored)) {
            return;
        }
        // Until it has gone well.
        changed = true;
        registry.store(() -> Stream.concat(known.all(), tails.values().stream().map(Tails::toStore))
                .iterator());
        changed = false;
    }

    private static Position toStore(Tail tail) {
        Position position = tail.position();
        tail.isStored(position.offset());
        return position;
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
        tails.values().forEach(held::close);
    }
}
