package org.mesoselk.scheduler.state;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.zookeeper.WatchedEvent;

/**
 * A {@link Tree} for one who looks often at what seldom changes: what was read is not read again before ZooKeeper says that
 * it has changed. The watches are those that each ZooKeeper has, one for a node, told once.
 *
 * <p>{@link #sync} always asks ZooKeeper. So a look that begins with it fails when ZooKeeper is away, however much is known.
 */
public final class WatchedTree implements Tree {
    private final ZooKeeperTree tree;
    private final Map<Watch, Object> known = new HashMap<>();
    /** What was under way while something changed is not kept: the word of it may have come before the answer. */
    private long changes;

    public WatchedTree(CuratorFramework client) {
        this.tree = new ZooKeeperTree(client);
    }

    @Override
    public Optional<Stored> read(String path) throws StoreUnavailableException {
        return kept(new Watch(this, true, path), watch -> tree.read(path, Optional.of(watch)));
    }

    @Override
    public List<String> children(String path) throws StoreUnavailableException {
        return kept(new Watch(this, false, path), watch -> tree.children(path, Optional.of(watch)))
                .orElse(List.of());
    }

    private interface Read<T> {
        Optional<T> with(Watch watch) throws StoreUnavailableException;
    }

    /** A node that does not exist is asked for again: nothing watches it. */
    @SuppressWarnings("unchecked") // What is known under a watch was read with it.
    private <T> Optional<T> kept(Watch watch, Read<T> read) throws StoreUnavailableException {
        long before;
        synchronized (this) {
            if (known.containsKey(watch)) {
                return Optional.of((T) known.get(watch));
            }
            before = changes;
        }
        Optional<T> found = read.with(watch);
        synchronized (this) {
            if (before == changes) {
                found.ifPresent(value -> known.put(watch, value));
            }
        }
        return found;
    }

    private synchronized void forget(Watch watch) {
        changes++;
        known.remove(watch);
    }

    /** Two that are equal are one to ZooKeeper's client, so that none piles up. @param ofDocument else of the children's names */
    private record Watch(WatchedTree tree, boolean ofDocument, String path) implements CuratorWatcher {

        /** Also told when the connection is lost or the session over, as all watches are. */
        @Override
        public void process(WatchedEvent event) {
            tree.forget(this);
        }
    }

    @Override
    public void sync(String path) throws StoreUnavailableException {
        tree.sync(path);
    }

    @Override
    public void createFolder(String path) throws StoreUnavailableException {
        tree.createFolder(path);
    }

    @Override
    public void transact(List<Change> changes) throws StoreUnavailableException, ConflictException {
        tree.transact(changes);
    }
}
