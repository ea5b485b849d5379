package org.mesoselk.simulator.zookeeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mesoselk.scheduler.state.Tree.Change;
import org.mesoselk.scheduler.state.Tree.ConflictException;
import org.mesoselk.scheduler.state.Tree.Stored;
import org.mesoselk.simulator.world.Violation;

/** ZooKeeper: nodes with versions, whole transactions, and every past that a follower may still show. */
public final class Ensemble {

    /** Told of each change after it is stored. */
    public interface Watcher {
        /** @param after null when it was deleted */
        void changed(String path, byte[] before, byte[] after);
    }

    private record Version(long zxid, Stored stored) {}

    private final TreeMap<String, List<Version>> nodes = new TreeMap<>();
    private final List<Watcher> watchers = new ArrayList<>();
    private long zxid;
    private Session writer;
    private long awayUntil;

    public void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    public void away(long until) {
        awayUntil = Math.max(awayUntil, until);
    }

    public boolean isAway(long now) {
        return now < awayUntil;
    }

    long zxid() {
        return zxid;
    }

    /** As it was after the transaction {@code asOf}. */
    Optional<Stored> read(String path, long asOf) {
        List<Version> versions = nodes.getOrDefault(path, List.of());
        for (int i = versions.size() - 1; i >= 0; i--) {
            if (versions.get(i).zxid() <= asOf) {
                return Optional.ofNullable(versions.get(i).stored());
            }
        }
        return Optional.empty();
    }

    /** What is stored now. */
    public Optional<byte[]> document(String path) {
        return read(path, zxid).map(Stored::document);
    }

    List<String> children(String path, long asOf) {
        TreeSet<String> names = new TreeSet<>();
        // '0' is the character after '/'.
        for (String candidate : nodes.subMap(path + "/", path + "0").keySet()) {
            if (read(candidate, asOf).isPresent()) {
                String name = candidate.substring(path.length() + 1);
                if (name.indexOf('/') < 0) {
                    names.add(name);
                }
            }
        }
        return List.copyOf(names);
    }

    /**
     * @param by who writes
     * @param ignored path whose check is not made: an ensemble that would let an old leader write
     */
    void transact(List<Change> changes, Session by, Optional<String> ignored) throws ConflictException {
        for (Change change : changes) {
            Optional<Stored> present = read(change.path(), zxid);
            boolean fits = change instanceof Change.Create
                    ? present.isEmpty()
                    : present.isPresent() && present.get().version() == version(change);
            if (!fits && ignored.filter(change.path()::endsWith).isEmpty()) {
                throw new ConflictException("BADVERSION " + change.path(), null);
            }
        }
        oneWriter(changes, by);
        zxid++;
        for (Change change : changes) {
            apply(change);
        }
    }

    /** Who has raised the epoch last is the only one that writes. */
    private void oneWriter(List<Change> changes, Session by) {
        boolean takesOver = changes.stream()
                .anyMatch(change -> change.path().endsWith("/epoch") && !(change instanceof Change.Check));
        if (takesOver) {
            writer = by;
        } else if (writer != by) {
            throw new Violation(
                    "second-leader-writes",
                    changes.stream().map(Change::path).toList() + " are written by one that has been superseded");
        }
    }

    private void apply(Change change) {
        Optional<Stored> present = read(change.path(), zxid);
        byte[] before = present.map(Stored::document).orElse(null);
        if (change instanceof Change.Create create) {
            put(create.path(), new Stored(create.document(), 0), before);
        } else if (change instanceof Change.Replace replace) {
            put(
                    replace.path(),
                    new Stored(replace.document(), present.map(Stored::version).orElse(-1) + 1),
                    before);
        } else if (change instanceof Change.Delete delete) {
            put(delete.path(), null, before);
        }
    }

    private void put(String path, Stored stored, byte[] before) {
        nodes.computeIfAbsent(path, any -> new ArrayList<>()).add(new Version(zxid, stored));
        watchers.forEach(watcher -> watcher.changed(path, before, stored == null ? null : stored.document()));
    }

    private static int version(Change change) {
        return change instanceof Change.Check check
                ? check.version()
                : change instanceof Change.Replace replace ? replace.version() : ((Change.Delete) change).version();
    }
}
