package org.mesoselk.executor.logstash.forwarder.read;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import org.mesoselk.commons.logstash.LogstashTask.Output;
import org.mesoselk.executor.logstash.forwarder.discover.Found;
import org.mesoselk.executor.logstash.forwarder.event.EventTemplate;
import org.mesoselk.executor.logstash.forwarder.registry.Acknowledged;
import org.mesoselk.executor.logstash.forwarder.registry.Position;

/** One file that is followed, for as long as it has the same content. Belongs to the reading thread. */
final class Tail {

    private final String id;
    private final FileKey key;
    private final Acknowledged acknowledged;
    private Found found;
    private boolean told;
    private Fingerprint fingerprint;
    private Optional<FileChannel> channel = Optional.empty();

    /** Only while there is something to read. */
    private Optional<EventTemplate> template = Optional.empty();

    /** That its lines go to, when each period has one; empty with a data stream. */
    private String index;

    /** Lines before it may have gone to {@link #index} already. */
    private final long sentBefore;

    /** The next byte that is to become part of an event. */
    private long offset;

    private long size;
    private long measured;
    private long grewAt;
    private long dueAt;
    private long storedOffset = -1;
    private boolean atEnd;
    private boolean listed = true;
    private boolean followed = true;

    /** @param size of the file now; @param sentBefore see {@link #sentBefore()} */
    Tail(Position position, Found found, long size, long sentBefore, long nanos) {
        this.id = position.id();
        this.key = position.file();
        this.acknowledged = new Acknowledged(position.offset());
        this.fingerprint = position.fingerprint();
        this.index = position.index();
        this.offset = position.offset();
        this.sentBefore = sentBefore;
        this.found = found;
        this.told = found.origin().isPresent();
        this.size = offset;
        this.measured = size;
        this.grewAt = nanos;
        this.dueAt = nanos;
    }

    /**
     * Opens what {@code path} names only if that is the file {@code key}, and no link anywhere below leads elsewhere.
     *
     * @throws NoSuchFileException when it is another file by now
     */
    static FileChannel open(Path path, FileKey key) throws IOException {
        FileKey before = FileKey.of(path);
        if (before.equals(key)) {
            FileChannel channel = FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            boolean same = false;
            try {
                same = FileKey.of(path).equals(key)
                        && path.getParent().toRealPath().equals(path.getParent());
            } finally {
                if (!same) {
                    channel.close();
                }
            }
            if (same) {
                return channel;
            }
        }
        throw new NoSuchFileException(path.toString(), null, "another file is there now");
    }

    String id() {
        return id;
    }

    FileKey key() {
        return key;
    }

    Framing framing() {
        return found.framing();
    }

    Found found() {
        return found;
    }

    Path path() {
        return found.path();
    }

    Optional<FileChannel> channel() {
        return channel;
    }

    /** Whether it is known whose it is, and its lines may leave. */
    boolean isTold() {
        return told;
    }

    /** It has this name now, as files that are rotated get other ones. @return whether it had another one before */
    boolean isAt(Found now) {
        listed = true;
        if (now == found) {
            return false;
        }
        boolean moved = !now.path().equals(found.path());
        boolean same = !moved && now.origin().equals(found.origin());
        // Once it is told whose it is, it is not taken back.
        if (now.origin().isPresent() || !told) {
            found = now;
            told = now.origin().isPresent();
            template = same ? template : Optional.empty();
        }
        return moved;
    }

    void isNowhere() {
        listed = false;
    }

    boolean isListed() {
        return listed;
    }

    /** Another one has taken its place, or it is over. */
    void leave() {
        followed = false;
    }

    boolean isFollowed() {
        return followed;
    }

    boolean hasTemplate() {
        return template.isPresent();
    }

    /** What its lines have in common, made when the first is read. */
    EventTemplate template(Output output) {
        if (template.isEmpty()) {
            template = Optional.of(
                    EventTemplate.of(id, path().toString(), found.origin().orElseThrow(), output, index));
        }
        return template.get();
    }

    /** Nothing comes at present: what can be made again need not be kept. */
    void rests() {
        template = Optional.empty();
    }

    String index() {
        return index;
    }

    /** Lines from here on go there. */
    void goesTo(String next) {
        index = next;
        template = Optional.empty();
        storedOffset = -1;
    }

    /** Until where its lines stay in {@link #index} whatever the time: they may have been sent there by an executor before. */
    long sentBefore() {
        return sentBefore;
    }

    long offset() {
        return offset;
    }

    /** @return to be settled when Elasticsearch has all before {@code next} */
    Acknowledged.Part read(long next) {
        offset = next;
        return acknowledged.sent(next);
    }

    /** @param now its size; @return whether it has grown since the last look */
    boolean sees(long now, long nanos) {
        boolean grew = now != size;
        if (grew) {
            grewAt = nanos;
        }
        size = now;
        measured = now;
        return grew;
    }

    long size() {
        return size;
    }

    /** For the report only: growth is judged when it is read. */
    void measures(long now) {
        measured = now;
    }

    /** Nanoseconds without growth. */
    long idle(long nanos) {
        return nanos - grewAt;
    }

    long dueAt() {
        return dueAt;
    }

    void lookAgain(long nanos) {
        dueAt = nanos;
    }

    /** Whether nothing has come since it was looked at, by its size now. */
    boolean isReadToItsEnd() {
        try {
            return channel.isPresent() && channel.get().size() == offset;
        } catch (IOException e) {
            return false;
        }
    }

    boolean wasAtEnd() {
        return atEnd;
    }

    void isAtEnd(boolean now) {
        atEnd = now;
    }

    Fingerprint fingerprint() {
        return fingerprint;
    }

    /** As more of the beginning is there to tell it by. */
    void growFingerprint(FileChannel file) throws IOException {
        if (fingerprint.length() < Fingerprint.LONGEST && offset > fingerprint.length()) {
            fingerprint = Fingerprint.of(file, (int) Math.min(offset, Fingerprint.LONGEST));
            storedOffset = -1;
        }
    }

    void opened(FileChannel file) {
        channel = Optional.of(file);
    }

    void close() {
        channel.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException e) {
                // It was only read.
            }
        });
        channel = Optional.empty();
    }

    Position position() {
        return new Position(id, key, fingerprint, path().toString(), acknowledged.offset(), index);
    }

    /** Whether its position is another one than was stored. */
    boolean isUnstored() {
        return acknowledged.offset() != storedOffset;
    }

    void isStored(long at) {
        storedOffset = at;
    }

    boolean isSettled() {
        return acknowledged.offset() == offset;
    }

    /** Written, as far as was seen, and not acknowledged. */
    long lag() {
        return Math.max(0, measured - acknowledged.offset());
    }
}
