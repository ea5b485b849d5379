package org.mesoselk.scheduler.api;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mesoselk.commons.elastic.ElasticsearchTask.Distribution;
import org.mesoselk.scheduler.core.Core;
import org.mesoselk.scheduler.core.model.Abandoned;
import org.mesoselk.scheduler.core.model.AgentFailures;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.Decision;
import org.mesoselk.scheduler.core.model.ElasticsearchSettings;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.NodeSetSpec;
import org.mesoselk.scheduler.core.model.Operation;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Resources;
import org.mesoselk.scheduler.core.model.ScaleAnswer;
import org.mesoselk.scheduler.core.model.Spec;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.Verdict;
import org.mesoselk.scheduler.core.model.View;
import org.mesoselk.scheduler.core.model.Wait;
import org.mesoselk.scheduler.mesos.MesosTally;
import org.mesoselk.scheduler.runtime.Board;
import org.mesoselk.scheduler.runtime.Deciding;
import org.mesoselk.scheduler.runtime.Exit;
import org.mesoselk.scheduler.runtime.Inbox;
import org.mesoselk.scheduler.runtime.Leadership;
import org.mesoselk.scheduler.runtime.Loop;
import org.mesoselk.scheduler.runtime.Published;
import org.mesoselk.scheduler.state.Store;
import org.mesoselk.scheduler.state.StoreTooLongException;
import org.mesoselk.scheduler.state.StoreUnavailableException;

/** A real loop around a core that changes nothing by itself and scales as it is asked; one member runs. */
final class FakeScheduler implements Core, Store, AutoCloseable {
    static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    /** The API's time is the real one. */
    static final Instant FAILED_AT = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    static final ElasticsearchSettings SETTINGS = new ElasticsearchSettings(
            "fw",
            new Distribution(Optional.of("/es"), Optional.empty()),
            Optional.empty(),
            Optional.of("/data"),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            new Resources(0.1, 96, 0),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            4,
            Optional.of(Duration.ofMinutes(15)),
            Optional.empty(),
            "elk");

    final Inbox inbox = new Inbox();
    final Board board;
    final Leadership leadership;
    volatile boolean storeFails;
    volatile boolean isTooLong;
    private final Loop loop;
    private Operation last;

    /** @param elasticsearchPort of the member that runs */
    FakeScheduler(int elasticsearchPort) {
        AgentRef agent = new AgentRef("S1", "host1", "127.0.0.1");
        TaskRef task = new TaskRef("es-default-0.1", agent, elasticsearchPort, 31001, AT);
        Records records = new Records(
                        Optional.of("F-1"),
                        new ElasticsearchSpec(
                                1,
                                "logs",
                                new NodeSetSpec(
                                        "default", 3, 5, new Resources(1, 1024, 2048), 512, List.of(), 0, Map.of()),
                                ElasticsearchSpec.Replication.ALL),
                        Cluster.NONE,
                        new TreeMap<>(),
                        Optional.empty())
                .with(member(0, new MemberState.Running(task, true)))
                .with(member(1, new MemberState.Pending(AT, AT)))
                .with(new Abandoned("es-default-1", new TaskRef("es-default-1.0", agent, 31002, 31003, AT), AT))
                .with(new AgentFailures("S2", "host2", 3, FAILED_AT, "TASK_FAILED: no JDK"));
        board = new Board(new Published(
                AT, true, records, Memory.initial(AT), List.of(), List.of(), List.of(), Duration.ZERO, 0));
        leadership = new Leadership(board, InstantSource.system());
        leadership.begins(7, AT, board.read(), inbox);
        loop = new Loop(
                new Deciding(this, SETTINGS, this, records, call -> {}, inbox, board, InstantSource.system()), inbox);
        loop.start();
    }

    ApiContext context(Optional<Path> artifact) {
        return new ApiContext(
                board,
                leadership,
                SETTINGS,
                port -> "http://127.0.0.1:" + port,
                artifact,
                id -> Optional.of("http://agent"),
                new MesosTally());
    }

    private static Member member(int ordinal, MemberState state) {
        return new Member(
                "es-default-" + ordinal,
                "default",
                ordinal,
                true,
                new Member.Goal.Stay(),
                state,
                Optional.empty(),
                0,
                Optional.empty());
    }

    @Override
    public Decision decide(View view) {
        Verdict verdict = new Verdict(
                AT,
                "O1",
                new AgentRef("S2", "host2", "10.0.0.2"),
                "es-default-1",
                false,
                List.of(
                        new Verdict.Outcome("cpus", true, "enough"),
                        new Verdict.Outcome("memory", false, "wants 1024 MB, 512 MB are offered")));
        return new Decision(
                view.records(),
                view.memory(),
                List.of(),
                List.of(new Wait("no-offer-fits", "es-default-1", "waits for memory")),
                List.of(verdict));
    }

    @Override
    public ScaleAnswer scale(Records records, Memory memory, int count, boolean confirmed, Instant now) {
        if (count == ElasticsearchSpec.of(records).nodeSet().count()) {
            return new ScaleAnswer.Unchanged(count);
        }
        if (count == 1 && !confirmed) {
            return new ScaleAnswer.Refused(List.of(new Wait("below-quorum", "scale", "1 is far below 3")), true);
        }
        Operation operation = new Operation(
                "scale-" + (records.spec().generation() + 1),
                Operation.Kind.SCALE_UP,
                ElasticsearchSpec.of(records).nodeSet().count(),
                count,
                Operation.Status.RUNNING,
                now,
                Optional.empty(),
                List.of());
        return new ScaleAnswer.Accepted(
                records.with(ElasticsearchSpec.of(records).withCount(count)).with(operation),
                operation,
                List.of("a note"));
    }

    @Override
    public Records takeOver(Spec first) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Records load() throws StoreUnavailableException {
        fail();
        return board.read().records();
    }

    @Override
    public void write(Records before, Records after) throws StoreUnavailableException {
        if (isTooLong) {
            throw new StoreTooLongException("the records have 10 bytes, ZooKeeper takes 6", 10, 6);
        }
        fail();
        last = after.operation().orElse(last);
    }

    @Override
    public List<Operation> history() {
        return last == null ? List.of() : List.of(last);
    }

    @Override
    public void confirm() throws StoreUnavailableException {
        fail();
    }

    private void fail() throws StoreUnavailableException {
        if (storeFails) {
            throw new StoreUnavailableException("ZooKeeper is away", null);
        }
    }

    @Override
    public void close() {
        inbox.end(new Exit(0, "test is over"));
        loop.ended().join();
    }
}
