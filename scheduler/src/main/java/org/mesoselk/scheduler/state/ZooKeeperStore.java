package org.mesoselk.scheduler.state;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.transaction.CuratorOp;
import org.apache.curator.framework.api.transaction.CuratorTransactionResult;
import org.apache.curator.framework.api.transaction.OperationType;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.Operation;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Spec;

/**
 * Records below {@code /mesos-elk/elasticsearch/<framework>}. Every transaction checks the version of each record that it
 * changes and of the {@code epoch} node, which each process writes when it takes over: what an older process writes
 * afterwards is refused as a whole.
 */
public final class ZooKeeperStore implements Store {
    private static final int KEPT_OPERATIONS = 20;
    private static final String EPOCH = "epoch";

    private final CuratorFramework client;
    private final InstantSource clock;
    private final String base;
    /** {@code base} as an operator finds it, below the chroot. */
    private final String shown;

    private SortedMap<String, Stored> known = new TreeMap<>();
    private Epoch epoch = new Epoch(-1, -1);

    private record Stored(byte[] document, int version) {}

    /** @param nodeVersion ZooKeeper's version of the node, which every later write of it changes */
    private record Epoch(long number, int nodeVersion) {}

    private record EpochDocument(long epoch, String takenOverAt) {}

    public ZooKeeperStore(CuratorFramework client, String frameworkName, InstantSource clock) {
        this.client = client;
        this.clock = clock;
        this.base = "/mesos-elk/elasticsearch/" + frameworkName;
        this.shown = (client.getNamespace().isEmpty() ? "" : "/" + client.getNamespace()) + base;
    }

    /** Path of the framework's records, for messages. */
    public String base() {
        return shown;
    }

    @Override
    public Records takeOver(Spec first) throws StoreUnavailableException {
        return attempt("take over the state", () -> {
            for (String folder : List.of("", "/" + Documents.MEMBERS, "/" + Documents.OPERATIONS)) {
                createFolder(base + folder);
            }
            // Before the epoch is bumped: a process that cannot read the records must not stop the one that can.
            SortedMap<String, Stored> stored = readAll();
            if (!stored.isEmpty()) {
                Documents.records(shown, documents(stored));
            }
            bumpEpoch();
            known = readAll();
            if (!known.isEmpty()) {
                return Documents.records(shown, documents(known));
            }
            Records records = new Records(Optional.empty(), first, Cluster.NONE, new TreeMap<>(), Optional.empty());
            transact(Documents.of(records));
            return records;
        });
    }

    @Override
    public Records load() throws StoreUnavailableException {
        return attempt("read the state", () -> {
            confirmEpoch();
            known = readAll();
            return Documents.records(shown, documents(known));
        });
    }

    @Override
    public void write(Records before, Records after) throws StoreUnavailableException {
        SortedMap<String, byte[]> was = Documents.of(before);
        SortedMap<String, byte[]> wanted = Documents.of(after);
        // The history stays when an operation is replaced.
        was.keySet().stream()
                .filter(path -> path.startsWith(Documents.OPERATIONS + "/"))
                .forEach(path -> wanted.putIfAbsent(path, was.get(path)));
        before.operation()
                .filter(old -> old.status() == Operation.Status.RUNNING)
                .flatMap(old -> after.operation()
                        .filter(next -> !next.id().equals(old.id()))
                        .map(next -> cancelled(old, next.startedAt())))
                .ifPresent(old -> wanted.put(Documents.OPERATIONS + "/" + old.id(), Documents.write(old)));
        TreeMap<String, byte[]> difference = new TreeMap<>(wanted);
        difference.entrySet().removeIf(entry -> Arrays.equals(entry.getValue(), was.get(entry.getKey())));
        was.keySet().stream().filter(path -> !wanted.containsKey(path)).forEach(path -> difference.put(path, null));
        attempt("write the state", () -> {
            transact(difference);
            return after;
        });
    }

    private static Operation cancelled(Operation old, Instant at) {
        return new Operation(
                old.id(),
                old.kind(),
                old.from(),
                old.to(),
                Operation.Status.CANCELLED,
                old.startedAt(),
                Optional.of(at),
                old.leaving());
    }

    @Override
    public List<Operation> history() {
        return operations().stream()
                .sorted(Comparator.comparing(Operation::startedAt))
                .toList();
    }

    @Override
    public void confirm() throws StoreUnavailableException {
        attempt("read the epoch", () -> {
            confirmEpoch();
            return epoch;
        });
    }

    private List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        known.subMap(Documents.OPERATIONS + "/", Documents.OPERATIONS + "0")
                .forEach((path, stored) ->
                        operations.add(Documents.read(shown + "/" + path, stored.document(), Operation.class)));
        return operations;
    }

    /** @param difference documents by path; null deletes */
    private void transact(SortedMap<String, byte[]> difference) throws Exception {
        List<CuratorOp> ops = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        ops.add(client.transactionOp().check().withVersion(epoch.nodeVersion()).forPath(base + "/" + EPOCH));
        paths.add(EPOCH);
        SortedMap<String, byte[]> all = new TreeMap<>(difference);
        forgotten(difference).forEach(path -> all.put(path, null));
        int size = 0;
        for (Map.Entry<String, byte[]> entry : all.entrySet()) {
            ops.add(op(entry.getKey(), entry.getValue()));
            paths.add(entry.getKey());
            size += entry.getValue() == null ? 0 : entry.getValue().length;
        }
        if (size > Documents.MOST_BYTES) {
            throw new StoreRefusedException("the records to be written have " + size + " bytes, ZooKeeper takes no more"
                    + " than " + Documents.MOST_BYTES + ": make settings or names shorter; nothing was changed");
        }
        try {
            remember(client.transaction().forOperations(ops), paths, all);
        } catch (KeeperException.BadVersionException
                | KeeperException.NoNodeException
                | KeeperException.NodeExistsException e) {
            throw refused(e, paths);
        }
    }

    private CuratorOp op(String path, byte[] document) throws Exception {
        Stored stored = known.get(path);
        String full = base + "/" + path;
        if (document == null) {
            return client.transactionOp()
                    .delete()
                    .withVersion(stored == null ? -1 : stored.version())
                    .forPath(full);
        }
        return stored == null
                ? client.transactionOp().create().forPath(full, document)
                : client.transactionOp().setData().withVersion(stored.version()).forPath(full, document);
    }

    private void remember(List<CuratorTransactionResult> results, List<String> paths, Map<String, byte[]> written) {
        for (int i = 1; i < results.size(); i++) {
            String path = paths.get(i);
            CuratorTransactionResult result = results.get(i);
            if (result.getType() == OperationType.DELETE) {
                known.remove(path);
            } else {
                int version = result.getType() == OperationType.SET_DATA
                        ? result.getResultStat().getVersion()
                        : 0;
                known.put(path, new Stored(written.get(path), version));
            }
        }
    }

    /** History records that must go so that no more than the last ones stay. */
    private List<String> forgotten(Map<String, byte[]> difference) {
        List<Operation> kept = new ArrayList<>(operations());
        kept.removeIf(operation -> difference.containsKey(Documents.OPERATIONS + "/" + operation.id()));
        kept.sort(Comparator.comparing(Operation::startedAt));
        long added = difference.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(Documents.OPERATIONS + "/") && entry.getValue() != null)
                .count();
        long surplus = Math.max(0, Math.min(kept.size(), kept.size() + added - KEPT_OPERATIONS));
        return kept.subList(0, (int) surplus).stream()
                .map(operation -> Documents.OPERATIONS + "/" + operation.id())
                .toList();
    }

    private StoreRefusedException refused(KeeperException e, List<String> paths) throws Exception {
        confirmEpoch();
        return new StoreRefusedException(
                "a record below " + shown + " was changed behind this scheduler's back (" + e.code() + " for one of "
                        + paths
                        + "): nothing was written; start the scheduler again and it goes on from what is stored",
                e);
    }

    private void bumpEpoch() throws Exception {
        String path = base + "/" + EPOCH;
        String now = clock.instant().toString();
        try {
            client.create().forPath(path, Documents.write(new EpochDocument(1, now)));
            epoch = new Epoch(1, 0);
        } catch (KeeperException.NodeExistsException exists) {
            Stat stat = new Stat();
            byte[] document = client.getData().storingStatIn(stat).forPath(path);
            long next = Documents.read(shown + "/" + EPOCH, document, EpochDocument.class)
                            .epoch()
                    + 1;
            Stat written = client.setData()
                    .withVersion(stat.getVersion())
                    .forPath(path, Documents.write(new EpochDocument(next, now)));
            epoch = new Epoch(next, written.getVersion());
        }
    }

    private void confirmEpoch() throws Exception {
        Stat stat = client.checkExists().forPath(base + "/" + EPOCH);
        if (stat == null || stat.getVersion() != epoch.nodeVersion()) {
            throw new StoreRefusedException("another scheduler process has taken over the framework's state at " + shown
                    + " (this one was epoch " + epoch.number() + "): this process stops and changes nothing more");
        }
    }

    private SortedMap<String, Stored> readAll() throws Exception {
        SortedMap<String, Stored> all = new TreeMap<>();
        // A read alone may be older than a write that another connection began: sync first.
        client.sync().forPath(base);
        for (String path : List.of(Documents.FRAMEWORK, Documents.SPEC, Documents.CLUSTER, Documents.OPERATION)) {
            read(path).ifPresent(stored -> all.put(path, stored));
        }
        for (String folder : List.of(Documents.MEMBERS, Documents.OPERATIONS)) {
            for (String name : client.getChildren().forPath(base + "/" + folder)) {
                read(folder + "/" + name).ifPresent(stored -> all.put(folder + "/" + name, stored));
            }
        }
        return all;
    }

    private Optional<Stored> read(String path) throws Exception {
        try {
            Stat stat = new Stat();
            byte[] document = client.getData().storingStatIn(stat).forPath(base + "/" + path);
            return Optional.of(new Stored(document, stat.getVersion()));
        } catch (KeeperException.NoNodeException e) {
            return Optional.empty();
        }
    }

    private void createFolder(String path) throws Exception {
        try {
            client.create().creatingParentsIfNeeded().forPath(path, new byte[0]);
        } catch (KeeperException.NodeExistsException e) {
            // Not the first start.
        }
    }

    private static SortedMap<String, byte[]> documents(SortedMap<String, Stored> stored) {
        SortedMap<String, byte[]> documents = new TreeMap<>();
        stored.forEach((path, value) -> documents.put(path, value.document()));
        return documents;
    }

    private interface Attempt<T> {
        T run() throws Exception;
    }

    private <T> T attempt(String what, Attempt<T> attempt) throws StoreUnavailableException {
        try {
            return attempt.run();
        } catch (StoreRefusedException e) {
            throw e;
        } catch (KeeperException e) {
            throw new StoreUnavailableException(
                    "could not " + what + " at " + shown + ": ZooKeeper answered " + e.code(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while trying to " + what + " at " + base, e);
        } catch (Exception e) {
            throw new StoreUnavailableException("could not " + what + " at " + shown + ": " + e.getMessage(), e);
        }
    }
}
