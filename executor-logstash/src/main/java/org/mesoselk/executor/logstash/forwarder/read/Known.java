package org.mesoselk.executor.logstash.forwarder.read;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.mesoselk.executor.logstash.forwarder.registry.Position;

/** The positions that an executor before this one has left, until their files are found. */
final class Known {

    private final Map<Long, List<Position>> byInode = new HashMap<>();

    Known(Collection<Position> positions) {
        positions.forEach(this::put);
    }

    void put(Position position) {
        // Nearly always one: lists that can grow would take more than what is in them.
        byInode.merge(
                position.file().inode(),
                List.of(position),
                (before, one) -> Stream.concat(before.stream(), one.stream()).toList());
    }

    /**
     * Takes the position of a file that was found. The device may have got another number with a reboot; inode and
     * beginning have not.
     */
    Optional<Position> take(FileKey key, FileChannel file) throws IOException {
        List<Position> candidates = byInode.getOrDefault(key.inode(), List.of());
        for (boolean sameDevice : new boolean[] {true, false}) {
            for (Position position : candidates) {
                if ((position.file().device() == key.device()) == sameDevice
                        && (sameDevice || position.fingerprint().length() > 0)
                        && file.size() >= position.offset()
                        && position.fingerprint().fits(file)) {
                    without(key.inode(), position);
                    return Optional.of(new Position(
                            position.id(),
                            key,
                            position.fingerprint(),
                            position.path(),
                            position.offset(),
                            position.index()));
                }
            }
        }
        return Optional.empty();
    }

    private void without(long inode, Position taken) {
        List<Position> rest = byInode.get(inode).stream()
                .filter(position -> position != taken)
                .toList();
        if (rest.isEmpty()) {
            byInode.remove(inode);
        } else {
            byInode.put(inode, rest);
        }
    }

    /** @param isThere whether a file may still be there though it was not looked for; @return whether any was not */
    boolean keepOnly(Predicate<Position> isThere) {
        List<Position> gone = all().filter(position -> !isThere.test(position)).toList();
        gone.forEach(position -> without(position.file().inode(), position));
        return !gone.isEmpty();
    }

    Stream<Position> all() {
        return byInode.values().stream().flatMap(List::stream);
    }
}
