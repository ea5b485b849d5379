package org.mesoselk.scheduler.api.logstash;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.logstash.OfficialLogstash;
import org.mesoselk.scheduler.api.ApiContext;
import org.mesoselk.scheduler.core.logstash.LogstashCore;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.AgentsView;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.Constraint;
import org.mesoselk.scheduler.core.model.EndpointsView;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.ListedAgent;
import org.mesoselk.scheduler.core.model.LogstashSettings;
import org.mesoselk.scheduler.core.model.LogstashSpec;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.Operation;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Resources;
import org.mesoselk.scheduler.core.model.Spec;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;
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

/** The real core and loop of Logstash; what Mesos, master and ZooKeeper say is said by the test. */
final class Collectors implements Store, AutoCloseable {
    static final LogstashTask TASK = new LogstashTask(
            "forwarder",
            List.of(),
            "/registry",
            Optional.empty(),
            new LogstashTask.Sources(true, Optional.empty(), 0, List.of()),
            new LogstashTask.Output("mesos", "default", Map.of(), false),
            LogstashTask.Limits.STANDARD);

    /** Of an official Logstash. */
    static final LogstashTask OFFICIAL = new LogstashTask(
            LogstashTask.LOGSTASH,
            TASK.endpoints(),
            TASK.registryDir(),
            TASK.workDir(),
            TASK.sources(),
            TASK.output(),
            TASK.limits(),
            Optional.of(OfficialLogstash.of(Optional.of("/opt/logstash"), Optional.empty(), 0)));

    final Inbox inbox = new Inbox();
    final List<Call> calls = new CopyOnWriteArrayList<>();
    final Board board;
    final Leadership leadership;
    volatile boolean storeFails;
    volatile boolean isTooLong;
    private final LogstashSettings settings;
    private final Loop loop;
    private volatile Records stored;

    /** @param role * is none */
    Collectors(String role) {
        this(role, TASK);
    }

    Collectors(String role, LogstashTask task) {
        settings = new LogstashSettings(
                "logs<b>",
                role,
                Optional.empty(),
                Duration.ofSeconds(60),
                new Resources(0.1, 0, 64),
                new Resources(0.1, 96, 0),
                List.of(new Constraint("rack", Constraint.Operator.UNLIKE, "bad")),
                task);
        InstantSource clock = InstantSource.system();
        stored = new Records(Optional.empty(), LogstashSpec.FIRST, Cluster.NONE, new TreeMap<>(), Optional.empty());
        board = new Board(Published.of(stored, List.of(), clock.instant()));
        leadership = new Leadership(board, clock);
        leadership.begins(7, clock.instant(), board.read(), inbox);
        loop = new Loop(
                new Deciding(new LogstashCore(), settings, this, stored, calls::add, inbox, board, clock), inbox);
        loop.start();
    }

    ApiContext context() {
        return new ApiContext(
                board,
                leadership,
                settings,
                port -> "http://127.0.0.1:" + port,
                Optional.<Path>empty(),
                id -> Optional.of("http://" + id),
                new MesosTally());
    }

    static AgentRef agent(String id) {
        return new AgentRef(id, "host-" + id, "10.0.0.1");
    }

    void subscribed() {
        inbox.put(new Input.Subscribed("F-1"));
    }

    /** The master lists these; one whose name ends in "bad" is in the rack that is left out. */
    void listed(String... ids) {
        inbox.put(new Input.AgentsListed(new AgentsView.Known(
                Instant.now(),
                List.of(ids).stream()
                        .map(id -> new ListedAgent(
                                agent(id),
                                Map.of("rack", id.endsWith("bad") ? "bad" : "r1"),
                                true,
                                new Resources(4, 8192, 8192)))
                        .toList())));
    }

    void endpoints(String... urls) {
        inbox.put(new Input.EndpointsSeen(new EndpointsView.Known(Instant.now(), List.of(urls))));
    }

    void offered(String id) {
        inbox.put(new Input.Offered(List.of(new Offer(
                "O-" + id,
                agent(id),
                Map.of("rack", "r1"),
                4,
                8192,
                8192,
                List.of(new Offer.PortRange(31000, 32000)),
                Optional.empty()))));
    }

    void runs(String taskId, String agentId, LogstashReport report) {
        inbox.put(new Input.Updated(new TaskUpdate(
                taskId,
                TaskState.RUNNING,
                Optional.of(agentId),
                Optional.empty(),
                "",
                "",
                Optional.of(true),
                Optional.empty(),
                Optional.of(report),
                Instant.now())));
    }

    @Override
    public Records takeOver(Spec first) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Records load() throws StoreUnavailableException {
        confirm();
        return stored;
    }

    @Override
    public void write(Records before, Records after) throws StoreUnavailableException {
        if (isTooLong) {
            throw new StoreTooLongException("the records have 10 bytes, ZooKeeper takes 6", 10, 6);
        }
        confirm();
        stored = after;
    }

    @Override
    public List<Operation> history() {
        return List.of();
    }

    @Override
    public void confirm() throws StoreUnavailableException {
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
