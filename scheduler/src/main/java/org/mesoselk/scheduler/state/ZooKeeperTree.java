package org.mesoselk.scheduler.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.curator.framework.api.WatchPathable;
import org.apache.curator.framework.api.transaction.CuratorOp;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;

/** A {@link Tree} in a real ZooKeeper. */
public final class ZooKeeperTree implements Tree {
    private final CuratorFramework client;

    public ZooKeeperTree(CuratorFramework client) {
        this.client = client;
    }

    @Override
    public Optional<Stored> read(String path) throws StoreUnavailableException {
        return read(path, Optional.empty());
    }

    /** @param watcher told once when it is not so any more; nothing watches a node that does not exist */
    Optional<Stored> read(String path, Optional<CuratorWatcher> watcher) throws StoreUnavailableException {
        return attempt(() -> {
            try {
                Stat stat = new Stat();
                WatchPathable<byte[]> reading = client.getData().storingStatIn(stat);
                byte[] document = watcher.isPresent()
                        ? reading.usingWatcher(watcher.get()).forPath(path)
                        : reading.forPath(path);
                return Optional.of(new Stored(document, stat.getVersion()));
            } catch (KeeperException.NoNodeException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public List<String> children(String path) throws StoreUnavailableException {
        return children(path, Optional.empty()).orElse(List.of());
    }

    /** Empty when the folder does not exist. @param watcher as for {@link #read(String, Optional)} */
    Optional<List<String>> children(String path, Optional<CuratorWatcher> watcher) throws StoreUnavailableException {
        return attempt(() -> {
            try {
                return Optional.of(
                        watcher.isPresent()
                                ? client.getChildren()
                                        .usingWatcher(watcher.get())
                                        .forPath(path)
                                : client.getChildren().forPath(path));
            } catch (KeeperException.NoNodeException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public void sync(String path) throws StoreUnavailableException {
        attempt(() -> client.sync().forPath(path));
    }

    @Override
    public void createFolder(String path) throws StoreUnavailableException {
        attempt(() -> {
            try {
                return client.create().creatingParentsIfNeeded().forPath(path, new byte[0]);
            } catch (KeeperException.NodeExistsException e) {
                return path;
            }
        });
    }

    @Override
    public void transact(List<Change> changes) throws StoreUnavailableException, ConflictException {
        Optional<KeeperException> conflict = attempt(() -> {
            try {
                List<CuratorOp> ops = new ArrayList<>();
                for (Change change : changes) {
                    ops.add(op(change));
                }
                client.transaction().forOperations(ops);
                return Optional.<KeeperException>empty();
            } catch (KeeperException.BadVersionException
                    | KeeperException.NoNodeException
                    | KeeperException.NodeExistsException e) {
                return Optional.<KeeperException>of(e);
            }
        });
        if (conflict.isPresent()) {
            throw new ConflictException(conflict.get().code().toString(), conflict.get());
        }
    }

    private CuratorOp op(Change change) throws Exception {
        if (change instanceof Change.Check check) {
            return client.transactionOp().check().withVersion(check.version()).forPath(check.path());
        }
        if (change instanceof Change.Create create) {
            return client.transactionOp().create().forPath(create.path(), create.document());
        }
        if (change instanceof Change.Replace replace) {
            return client.transactionOp()
                    .setData()
                    .withVersion(replace.version())
                    .forPath(replace.path(), replace.document());
        }
        Change.Delete delete = (Change.Delete) change;
        return client.transactionOp().delete().withVersion(delete.version()).forPath(delete.path());
    }

    private interface Attempt<T> {
        T run() throws Exception;
    }

    private <T> T attempt(Attempt<T> attempt) throws StoreUnavailableException {
        // What is asked without a connection would wait for one, at a server that hangs for longer than the session.
        if (!client.getZookeeperClient().isConnected()) {
            throw new StoreUnavailableException("there is no connection to ZooKeeper", null);
        }
        try {
            return attempt.run();
        } catch (KeeperException.NoAuthException e) {
            throw new StoreUnavailableException(
                    "ZooKeeper refuses it: the records belong to another user; check --zookeeper-auth-file", e);
        } catch (KeeperException e) {
            throw new StoreUnavailableException("ZooKeeper answered " + e.code(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted", e);
        } catch (Exception e) {
            throw new StoreUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }
}
