package org.mesoselk.scheduler.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.mesoselk.scheduler.core.Core;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Decision;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.ScaleAnswer;
import org.mesoselk.scheduler.core.model.View;
import org.mesoselk.scheduler.state.Election;
import org.mesoselk.scheduler.state.RecordStore;
import org.mesoselk.scheduler.state.StoreUnavailableException;
import org.mesoselk.scheduler.state.ZooKeeperConnection;
import org.mesoselk.scheduler.state.ZooKeeperTree;

/** A scheduler process in miniature: real ZooKeeper, election, records and loop; the core stores what it is told. */
final class TestProcess implements Core, AutoCloseable {
    static final Duration SESSION = Duration.ofSeconds(5);

    final CuratorFramework zookeeper;
    final Board board = new Board(Published.nothingYet(LoopTest.FIRST.spec(), Instant.now()));
    final Leadership leadership = new Leadership(board, InstantSource.system());
    final CompletableFuture<Exit> exited = new CompletableFuture<>();
    /** Calls that left. */
    final List<Call> calls = new CopyOnWriteArrayList<>();
    /** Epochs of the terms that were begun. */
    final List<Long> epochs = new CopyOnWriteArrayList<>();

    private final String name;
    private final Election election;
    private final Terms terms;
    /** Holds a tick in its middle: it is decided, and not yet stored. */
    volatile Optional<CountDownLatch> held = Optional.empty();

    final CountDownLatch isHeld = new CountDownLatch(1);

    TestProcess(String name, String connect) throws Exception {
        this.name = name;
        zookeeper = ZooKeeperConnection.open(connect, "", SESSION, Duration.ofSeconds(60), line -> {});
        election = new Election(
                zookeeper, RecordStore.electionPath(Product.ELASTICSEARCH, "fw"), "http://" + name, SESSION);
        terms = new Terms(election, leadership, this::open, InstantSource.system());
        Thread thread = new Thread(
                () -> {
                    try {
                        exited.complete(terms.run());
                    } catch (InterruptedException | RuntimeException e) {
                        exited.completeExceptionally(e);
                    }
                },
                "process-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private Terms.Term open(Instant electedAt, Inbox inbox) throws StoreUnavailableException {
        RecordStore store =
                new RecordStore(new ZooKeeperTree(zookeeper), "", Product.ELASTICSEARCH, "fw", InstantSource.system());
        Records records = store.takeOver(LoopTest.FIRST.spec());
        epochs.add(store.epoch());
        leadership.begins(store.epoch(), electedAt, Published.of(records, store.history(), electedAt), inbox);
        Deciding deciding =
                new Deciding(this, LoopTest.SETTINGS, store, records, calls::add, inbox, board, InstantSource.system());
        Loop loop = new Loop(deciding, inbox);
        loop.start();
        return new Terms.Term() {
            @Override
            public CompletableFuture<Exit> ended() {
                return loop.ended();
            }

            @Override
            public void distrust() {
                deciding.distrust();
            }

            @Override
            public void close() {}
        };
    }

    /** The framework id changes as it is told, with a call. */
    @Override
    public Decision decide(View view) {
        Records records = view.records();
        List<Call> decided = new ArrayList<>();
        for (Input input : view.inputs()) {
            if (input instanceof Input.Subscribed subscribed) {
                records = records.withFrameworkId(subscribed.frameworkId());
                decided.add(new Call.Revive());
                held.ifPresent(this::hold);
            }
        }
        return new Decision(records, view.memory(), decided, List.of(), List.of());
    }

    private void hold(CountDownLatch until) {
        isHeld.countDown();
        try {
            if (!until.await(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException("held for ever");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ScaleAnswer scale(Records records, Memory memory, int count, boolean confirmed, Instant now) {
        return new ScaleAnswer.Unchanged(count);
    }

    boolean leads() {
        return leadership.leader() instanceof Leadership.ThisProcess
                && board.read().deciding();
    }

    /** Becomes the framework id in the records when this process leads and stores it. */
    void subscribed(String id) {
        if (leadership.leader() instanceof Leadership.ThisProcess here) {
            here.inbox().put(new Input.Subscribed(id));
        }
    }

    Optional<String> frameworkId() {
        return board.read().records().frameworkId();
    }

    List<String> waits() {
        return board.read().waits().stream().map(wait -> wait.name()).toList();
    }

    void expireSession() throws Exception {
        zookeeper.getZookeeperClient().getZooKeeper().getTestable().injectSessionExpiration();
    }

    void stop() throws Exception {
        terms.stop(new Exit(0, "stopped"));
        exited.get(60, TimeUnit.SECONDS);
        election.close();
    }

    @Override
    public void close() throws Exception {
        held.ifPresent(CountDownLatch::countDown);
        stop();
        zookeeper.close();
    }

    @Override
    public String toString() {
        return name + " " + leadership.leader() + " epochs " + epochs + " waits " + waits();
    }
}
