package org.mesoselk.scheduler.state;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.Operation;
import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Spec;
import org.mesoselk.scheduler.state.Tree.Change;
import org.mesoselk.scheduler.state.Tree.Stored;

/**
 * Records below {@code /mesos-elk/<product>/<framework>}. Every transaction checks the version of each record that it
 * changes and of the {@code epoch} node, which each process writes when it takes over: what an older process writes
 * afterwards is refused as a whole.
 */
public final class RecordStore implements Store {
    private static final int KEPT_OPERATIONS = 20;
    /**
     * What an operation takes in a transaction's packet besides its path and document: 48 bytes as jute writes a CREATE with
     * the ACL of everybody (header, lengths, ACL, flags), less for others, more where the ACL names a user.
     */
    private static final int OPERATION_BYTES = 100;

    private static final String EPOCH = "epoch";

    private final Tree tree;
    private final InstantSource clock;
    private final Product product;
    private final String base;
    /** {@code base} as an operator finds it, below the chroot. */
    private final String shown;

    private SortedMap<String, Stored> known = new TreeMap<>();
    /** What was written last, and as what: the next write begins there, and mostly changes one record. */
    private Records last;

    private SortedMap<String, byte[]> lastDocuments = new TreeMap<>();
    private final Map<Stored, Operation> operationsRead = new HashMap<>();
    private volatile Epoch epoch = new Epoch(-1, -1);

    /** @param nodeVersion ZooKeeper's version of the node, which every later write of it changes */
    private record Epoch(long number, int nodeVersion) {}

    private record EpochDocument(long epoch, String takenOverAt) {}

    /** @param chroot where the tree's root is in ZooKeeper, for messages; empty or a path */
    public RecordStore(Tree tree, String chroot, Product product, String frameworkName, InstantSource clock) {
        this.tree = tree;
        this.clock = clock;
        this.product = product;
        this.base = base(product, frameworkName);
        this.shown = chroot + base;
    }

    /** Where the schedulers of a framework queue to lead, below the chroot. */
    public static String electionPath(Product product, String frameworkName) {
        return base(product, frameworkName) + "/election";
    }

    /** Path of a framework's records, below the chroot. */
    public static String base(Product product, String frameworkName) {
        return "/mesos-elk/" + product.id() + "/" + frameworkName;
    }

    /** Path of the framework's records, for messages. */
    public String base() {
        return shown;
    }

    /** Grows with each process that takes over; -1 before {@link #takeOver}. */
    public long epoch() {
        return epoch.number();
    }

    @Override
    public Records takeOver(Spec first) throws StoreUnavailableException {
        return attempt("take over the state", () -> {
            for (String folder : Documents.FOLDERS) {
                tree.createFolder(base + "/" + folder);
            }
            // Before the epoch is bumped: a process that cannot read the records must not stop the one that can.
            SortedMap<String, Stored> stored = readAll();
            Optional<Records> readable = stored.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Documents.records(product, shown, documents(stored)));
            bumpEpoch();
            known = readAll();
            if (!known.isEmpty()) {
                return remember(
                        readable.isPresent() && isSame(stored, known)
                                ? readable.get()
                                : Documents.records(product, shown, documents(known)));
            }
            Records records = new Records(Optional.empty(), first, Cluster.NONE, new TreeMap<>(), Optional.empty());
            transact(Documents.of(records));
            return remember(records);
        });
    }

    /** What is stored now, for whoever does not write; empty before the first start. */
    public Optional<Records> look() throws StoreUnavailableException {
        return attempt("read the state", () -> {
            SortedMap<String, Stored> stored = readAll();
            return stored.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Documents.records(product, shown, documents(stored)));
        });
    }

    @Override
    public Records load() throws StoreUnavailableException {
        return attempt("read the state", () -> {
            confirmEpoch();
            known = readAll();
            return remember(Documents.records(product, shown, documents(known)));
        });
    }

    /** What is known is what these records were read from, or written as. */
    private Records remember(Records records) {
        last = records;
        lastDocuments = documents(known);
        lastDocuments.keySet().retainAll(Documents.paths(records));
        return records;
    }

    private static boolean isSame(SortedMap<String, Stored> one, SortedMap<String, Stored> other) {
        return one.keySet().equals(other.keySet())
                && one.entrySet().stream()
                        .allMatch(entry -> entry.getValue().version()
                                        == other.get(entry.getKey()).version()
                                && Arrays.equals(
                                        entry.getValue().document(),
                                        other.get(entry.getKey()).document()));
    }

    @Override
    public void write(Records before, Records after) throws StoreUnavailableException {
        SortedMap<String, byte[]> was = before == last ? lastDocuments : Documents.of(before);
        SortedMap<String, byte[]> documents = Documents.of(after, before, was);
        SortedMap<String, byte[]> wanted = new TreeMap<>(documents);
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
            last = after;
            lastDocuments = documents;
            after.operation()
                    .ifPresent(operation ->
                            operationsRead.put(known.get(Documents.OPERATIONS + "/" + operation.id()), operation));
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
            tree.sync(base + "/" + EPOCH);
            confirmEpoch();
            return epoch;
        });
    }

    private List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        SortedMap<String, Stored> history = known.subMap(Documents.OPERATIONS + "/", Documents.OPERATIONS + "0");
        operationsRead.keySet().retainAll(new HashSet<>(history.values()));
        history.forEach((path, stored) -> operations.add(operationsRead.computeIfAbsent(
                stored, any -> Documents.read(shown + "/" + path, stored.document(), Operation.class))));
        return operations;
    }

    /** @param difference documents by path; null deletes */
    private void transact(SortedMap<String, byte[]> difference) throws StoreUnavailableException {
        SortedMap<String, byte[]> all = new TreeMap<>(difference);
        forgotten(difference).forEach(path -> all.put(path, null));
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.Check(base + "/" + EPOCH, epoch.nodeVersion()));
        long size = 0;
        for (Map.Entry<String, byte[]> entry : all.entrySet()) {
            changes.add(change(entry.getKey(), entry.getValue()));
            size += bytes(shown, entry.getKey(), entry.getValue());
        }
        if (size > Documents.MOST_BYTES) {
            throw new StoreTooLongException(
                    "the records to be written have " + size + " bytes, ZooKeeper takes no more" + " than "
                            + Documents.MOST_BYTES + ": make settings or names shorter; nothing was changed",
                    size,
                    Documents.MOST_BYTES);
        }
        try {
            tree.transact(changes);
        } catch (Tree.ConflictException e) {
            throw refused(e, all.keySet());
        }
        all.forEach(this::remember);
    }

    /** What the change of a record takes in a transaction. @param document null deletes it */
    static long bytes(String base, String path, byte[] document) {
        return OPERATION_BYTES + base.length() + 1 + path.length() + (document == null ? 0 : document.length);
    }

    private Change change(String path, byte[] document) {
        Stored stored = known.get(path);
        String full = base + "/" + path;
        if (document == null) {
            return new Change.Delete(full, stored == null ? -1 : stored.version());
        }
        return stored == null
                ? new Change.Create(full, document)
                : new Change.Replace(full, document, stored.version());
    }

    private void remember(String path, byte[] written) {
        Stored before = known.get(path);
        if (written == null) {
            known.remove(path);
        } else {
            known.put(path, new Stored(written, before == null ? 0 : before.version() + 1));
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

    private StoreRefusedException refused(Tree.ConflictException e, Collection<String> paths)
            throws StoreUnavailableException {
        confirmEpoch();
        return new StoreRefusedException(
                "a record below " + shown + " was changed behind this scheduler's back (" + e.getMessage()
                        + " for one of " + paths
                        + "): nothing was written; start the scheduler again and it goes on from what is stored",
                e);
    }

    private void bumpEpoch() throws StoreUnavailableException {
        String path = base + "/" + EPOCH;
        String now = clock.instant().toString();
        Optional<Stored> stored = tree.read(path);
        long next = stored.isEmpty()
                ? 1
                : Documents.read(shown + "/" + EPOCH, stored.get().document(), EpochDocument.class)
                                .epoch()
                        + 1;
        byte[] document = Documents.write(new EpochDocument(next, now));
        try {
            tree.transact(List.of(
                    stored.isEmpty()
                            ? new Change.Create(path, document)
                            : new Change.Replace(path, document, stored.get().version())));
        } catch (Tree.ConflictException e) {
            throw fenced(next);
        }
        epoch = new Epoch(next, stored.isEmpty() ? 0 : stored.get().version() + 1);
    }

    private void confirmEpoch() throws StoreUnavailableException {
        Optional<Stored> stored = tree.read(base + "/" + EPOCH);
        if (stored.isEmpty() || stored.get().version() != epoch.nodeVersion()) {
            throw fenced(epoch.number());
        }
    }

    private FencedException fenced(long number) {
        return new FencedException("another scheduler process has taken over the framework's state at " + shown
                + " (this one was epoch " + number + "): this process stops deciding and changes nothing more");
    }

    private SortedMap<String, Stored> readAll() throws StoreUnavailableException {
        SortedMap<String, Stored> all = new TreeMap<>();
        // A read alone may be older than a write that another connection began: sync first.
        tree.sync(base);
        for (String path : Documents.SINGLE) {
            tree.read(base + "/" + path).ifPresent(stored -> all.put(path, stored));
        }
        for (String folder : Documents.FOLDERS) {
            for (String name : tree.children(base + "/" + folder)) {
                tree.read(base + "/" + folder + "/" + name).ifPresent(stored -> all.put(folder + "/" + name, stored));
            }
        }
        return all;
    }

    private static SortedMap<String, byte[]> documents(SortedMap<String, Stored> stored) {
        SortedMap<String, byte[]> documents = new TreeMap<>();
        stored.forEach((path, value) -> documents.put(path, value.document()));
        return documents;
    }

    private interface Attempt<T> {
        T run() throws StoreUnavailableException;
    }

    private <T> T attempt(String what, Attempt<T> attempt) throws StoreUnavailableException {
        try {
            return attempt.run();
        } catch (StoreUnavailableException e) {
            throw new StoreUnavailableException("could not " + what + " at " + shown + ": " + e.getMessage(), e);
        }
    }
}
