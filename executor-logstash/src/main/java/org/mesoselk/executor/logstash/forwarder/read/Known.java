package org.mesoselk.executor.logstash.forwarder.read;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.executor.logstash.forwarder.registry.Position;

/** The positions that an executor before this one has left, until their files are found. */
final class Known {

    private final Map<Long, List<Position>> byInode = new HashMap<>();

    Known(Collection<Position> positions) {
        positions.forEach(this::put);
    }

    void put(Position position) {
        byInode.computeIfAbsent(position.file().inode(), inode -> new ArrayList<>())
                .add(position);
    }

    /**
     * Takes the position of a file that was found. The device may have got another number with a reboot; inode and
     * beginning have not.
     */
    Optional<Position> take(FileKey key, FileChannel file) throws IOException {
        List<Position> candidates = byInode.getOrDefault(key.inode(), List.of());
        for (boolean sameDevice : new boolean[] {true, false}) {
            for (Iterator<Position> each = candidates.iterator(); each.hasNext(); ) {
                Position position = each.next();
                if ((position.file().device() == key.device()) == sameDevice
                        && (sameDevice || position.fingerprint().length() > 0)
                        && file.size() >= position.offset()
                        && position.fingerprint().fits(file)) {
                    each.remove();
                    return Optional.of(new Position(
                            position.id(), key, position.fingerprint(), position.path(), position.offset()));
                }
            }
        }
        return Optional.empty();
    }

    /** @param isThere whether a file may still be there though it was not looked for */
    void keepOnly(java.util.function.Predicate<Position> isThere) {
        byInode.values().forEach(positions -> positions.removeIf(position -> !isThere.test(position)));
        byInode.values().removeIf(List::isEmpty);
    }

    List<Position> all() {
        return byInode.values().stream().flatMap(List::stream).toList();
    }
}
