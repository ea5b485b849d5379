package org.mesoselk.executor.logstash.forwarder.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.executor.logstash.forwarder.deliver.Batch;
import org.mesoselk.executor.logstash.forwarder.event.EventTemplate;
import org.mesoselk.executor.logstash.forwarder.event.EventTemplate.Kind;
import org.mesoselk.executor.logstash.forwarder.event.Timestamp;

/**
 * Turns what was written to the files into batches, file by file in turn. Keeps nothing of a file in memory: what is
 * not yet a whole event is read again.
 */
final class Reader {

    private static final int CHUNK = 256 * 1024;

    /** A file may have so much at a time before it is the others' turn. */
    private static final int CHUNKS_A_TURN = 4;

    /** How long a last line, or the lines that may be joined to it, are waited for. */
    static final Duration PARTIAL = Duration.ofSeconds(5);

    /** Looked at often while something is written, and seldom after that. */
    private static final Duration BUSY = Duration.ofSeconds(10);

    private static final long SOON = Duration.ofMillis(50).toNanos();
    private static final long LATER = Duration.ofMillis(500).toNanos();
    private static final long CLOSED = Duration.ofSeconds(2).toNanos();

    /** For each file that is followed: ten thousand are looked at in five seconds. */
    private static final long CLOSED_EACH = Duration.ofNanos(500_000).toNanos();

    /** A file descriptor is held no longer without use; as Filebeat's close.on_state_change.inactive. */
    static final Duration CLOSE = Duration.ofMinutes(5);

    private final Tails tails;
    private final Batches batches;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final LogstashTask.Output output;
    private final byte[] bytes;
    private final ByteBuffer buffer;

    /** Where empty batches come from and full ones go. */
    interface Batches {

        /** The one that is being filled. @return empty when reading is to end */
        Optional<Batch> current() throws InterruptedException;

        /** It is full. */
        void submit();
    }

    /** Twice as many bytes as the longest event has are read at once, so that the end of each is found. */
    Reader(Tails tails, Batches batches, InstantSource clock, LongSupplier nanoTime, LogstashTask task) {
        int longest = task.limits().lineBytes();
        this.output = task.output();
        this.tails = tails;
        this.batches = batches;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.bytes = new byte[Math.max(CHUNK, 2 * longest + 1024)];
        this.buffer = ByteBuffer.wrap(bytes);
    }

    /** @return whether there was anything to read */
    boolean round() throws InterruptedException {
        boolean any = false;
        long now = nanoTime.getAsLong();
        List<Tail> due = tails.due().take(now);
        List<Tail> ofNextPeriod = new ArrayList<>();
        for (Tail tail : due) {
            // While one is read, there may be a look that ends another.
            Tail current = tail;
            try {
                if (!tail.isTold()) {
                    tail.lookAgain(now + LATER);
                } else if (tail.isFollowed() && opened(tail, now)) {
                    current = current(tail, now);
                    if (current.offset() >= current.size() || isOfPeriod(current)) {
                        any |= turn(current, now);
                    } else if (current.isSettled()) {
                        ofNextPeriod.add(current);
                    }
                }
            } catch (IOException e) {
                tails.troubled(tail, e);
                current.lookAgain(now + LATER);
            }
            if (current.isFollowed()) {
                tails.due().add(current);
            }
        }
        if (!ofNextPeriod.isEmpty()) {
            any |= beginPeriod(ofNextPeriod);
        }
        return any;
    }

    private boolean isOfPeriod(Tail tail) {
        return tail.offset() < tails.periods().end(tail);
    }

    private boolean beginPeriod(List<Tail> ready) {
        try {
            tails.beginPeriod(ready);
            return true;
        } catch (IOException e) {
            tails.troubled(ready.get(0), e);
            return false;
        }
    }

    /** The tail to go on with: another one when the content was written anew. */
    private Tail current(Tail tail, long now) throws IOException {
        FileChannel file = tail.channel().get();
        long size = file.size();
        boolean grew = tail.sees(size, now);
        if (grew) {
            tails.held().works(tail);
        }
        if (size < tail.offset()
                || grew && tail.wasAtEnd() && !tail.fingerprint().fits(file)) {
            Tail anew = tails.beginAnew(tail);
            anew.sees(size, now);
            return anew;
        }
        return tail;
    }

    private boolean turn(Tail tail, long now) throws IOException, InterruptedException {
        FileChannel file = tail.channel().get();
        long size = tail.size();
        boolean patience = tail.idle(now) < PARTIAL.toNanos();
        boolean any = false;
        for (int chunk = 0; chunk < CHUNKS_A_TURN && tail.offset() < size && isOfPeriod(tail); chunk++) {
            if (!chunk(tail, file, size, patience)) {
                break;
            }
            any = true;
        }
        tail.isAtEnd(tail.offset() >= size);
        if (any) {
            tail.growFingerprint(file);
        } else {
            rest(tail, now);
        }
        return any;
    }

    private void rest(Tail tail, long now) {
        boolean isBusy = tail.idle(now) < BUSY.toNanos();
        tail.lookAgain(now + (isBusy ? SOON : LATER));
        if (!isBusy) {
            tail.rests();
        }
        if (tail.wasAtEnd() && tail.isListed()) {
            if (tail.idle(now) > CLOSE.toNanos()) {
                tails.held().close(tail);
            } else {
                tails.held().rests(tail);
            }
        }
    }

    /** When a file that was closed has changed since. @return whether it is open */
    private boolean opened(Tail tail, long now) {
        if (tail.channel().isPresent()) {
            return true;
        }
        // So many at most are looked at in a second, however many there are.
        tail.lookAgain(now + Math.max(CLOSED, tails.all().size() * CLOSED_EACH));
        try {
            Path path = tail.path();
            Map<String, Object> there =
                    Files.readAttributes(path, "unix:dev,ino,size,isRegularFile", LinkOption.NOFOLLOW_LINKS);
            if ((long) there.get("size") == tail.offset() && FileKey.of(there).equals(tail.key())) {
                return false;
            }
            if (!tails.held().hasRoom()) {
                tail.measures((long) there.get("size"));
                tail.lookAgain(now + LATER);
                return false;
            }
            tails.held().open(tail, Tail.open(path, tail.key()));
            tail.lookAgain(now);
            return true;
        } catch (IOException e) {
            // Gone, or under another name that the next look will tell.
            return false;
        }
    }

    /** @return whether anything of it has become part of a batch */
    private boolean chunk(Tail tail, FileChannel file, long size, boolean patience)
            throws IOException, InterruptedException {
        buffer.clear();
        while (buffer.hasRemaining() && file.read(buffer, tail.offset() + buffer.position()) > 0) {
            // On to the end of the file or of the buffer.
        }
        int to = buffer.position();
        byte[] timestamp = Timestamp.bytes(clock.instant());
        EventTemplate template = tail.template(output);
        tails.templates().used(tail);
        long end = tails.periods().end(tail);
        long start = tail.offset();
        int from = 0;
        int covered = 0;
        // Only what the file ends with can be unfinished, not what the buffer ends with.
        boolean waits = patience || start + to < size;
        Optional<Frame> frame = tail.framing().next(bytes, 0, to, waits);
        while (frame.isPresent()) {
            Frame event = frame.get();
            if (event.end() > from || event.kind() != Kind.WHOLE) {
                int room = template.room(event.end() - from);
                Optional<Batch> batch = batches.current();
                if (batch.isPresent() && !batch.get().hasRoom(room)) {
                    cover(tail, batch.get(), start, covered, from);
                    covered = from;
                    batches.submit();
                    batch = batches.current();
                }
                if (batch.isEmpty()) {
                    return false;
                }
                Batch into = batch.get();
                into.added(template.write(
                        bytes, from, event.end(), start + from, event.kind(), timestamp, into.body(), into.length()));
            }
            from = event.next();
            frame = from < to && start + from < end ? tail.framing().next(bytes, from, to, waits) : Optional.empty();
        }
        if (from > covered) {
            Optional<Batch> batch = batches.current();
            if (batch.isEmpty()) {
                return false;
            }
            cover(tail, batch.get(), start, covered, from);
        }
        return from > 0;
    }

    private static void cover(Tail tail, Batch batch, long start, int covered, int until) {
        if (until > covered) {
            batch.covers(tail.read(start + until));
        }
    }
}
