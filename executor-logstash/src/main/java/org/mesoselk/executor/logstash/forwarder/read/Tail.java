package org.mesoselk.executor.logstash.forwarder.read;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import org.mesoselk.executor.logstash.forwarder.event.EventTemplate;
import org.mesoselk.executor.logstash.forwarder.event.Origin;
import org.mesoselk.executor.logstash.forwarder.registry.Acknowledged;
import org.mesoselk.executor.logstash.forwarder.registry.Position;

/** One file that is followed, for as long as it has the same content. Belongs to the reading thread. */
final class Tail {

    private final String id;
    private final FileKey key;
    private final Framing framing;
    private final Acknowledged acknowledged;
    private Path path;
    private Fingerprint fingerprint;
    private Optional<FileChannel> channel;
    private Optional<Origin> origin = Optional.empty();
    private Optional<EventTemplate> template = Optional.empty();

    /** The next byte that is to become part of an event. */
    private long offset;

    private long size;
    private long measured;
    private long grewAt;
    private long dueAt;
    private boolean atEnd;
    private boolean listed = true;

    Tail(Position position, Path path, Framing framing, Optional<FileChannel> channel, long nanos) {
        this.id = position.id();
        this.key = position.file();
        this.framing = framing;
        this.acknowledged = new Acknowledged(position.offset());
        this.fingerprint = position.fingerprint();
        this.offset = position.offset();
        this.path = path;
        this.channel = channel;
        this.size = offset;
        this.measured = offset;
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
        return framing;
    }

    Path path() {
        return path;
    }

    Optional<FileChannel> channel() {
        return channel;
    }

    Optional<Origin> origin() {
        return origin;
    }

    Optional<EventTemplate> template() {
        return template;
    }

    /** It has this name now, as files that are rotated get other ones. */
    void isAt(Path now) {
        path = now;
        listed = true;
    }

    void isNowhere() {
        listed = false;
    }

    boolean isListed() {
        return listed;
    }

    /** Lines from here on are told to come from {@code from}. */
    void comesFrom(Origin from, String dataset, String namespace) {
        if (!origin.equals(Optional.of(from))) {
            origin = Optional.of(from);
            template = Optional.of(EventTemplate.of(id, path.toString(), from, dataset, namespace));
        }
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

    /** For the report only: growth is judged when it is read. */
    void measures(long now) {
        measured = now;
    }

    /** Nanoseconds without growth. */
    long idle(long nanos) {
        return nanos - grewAt;
    }

    boolean isDue(long nanos) {
        return dueAt - nanos <= 0;
    }

    void lookAgain(long nanos) {
        dueAt = nanos;
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
        }
    }

    void reopened(FileChannel file) {
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
        return new Position(id, key, fingerprint, path.toString(), acknowledged.offset());
    }

    boolean isSettled() {
        return acknowledged.offset() == offset;
    }

    /** Written, as far as was seen, and not acknowledged. */
    long lag() {
        return Math.max(0, measured - acknowledged.offset());
    }
}
