package org.mesoselk.scheduler.api.kibana;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.mesoselk.commons.kibana.EncryptionKeys;
import org.mesoselk.commons.kibana.KibanaReport;
import org.mesoselk.commons.kibana.KibanaTask;
import org.mesoselk.scheduler.api.ApiContext;
import org.mesoselk.scheduler.core.kibana.KibanaCore;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.EndpointsView;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.KeysView;
import org.mesoselk.scheduler.core.model.KibanaSettings;
import org.mesoselk.scheduler.core.model.KibanaSpec;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.Operation;
import org.mesoselk.scheduler.core.model.PortChoice;
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
import org.mesoselk.scheduler.state.StoreUnavailableException;

/** The real core and loop of Kibana; what Mesos, executors and ZooKeeper say is said by the test. */
final class Dashboards implements Store, AutoCloseable {
    static final EncryptionKeys KEYS = new EncryptionKeys("ab".repeat(32));

    final Inbox inbox = new Inbox();
    final List<Call> calls = new CopyOnWriteArrayList<>();
    final Board board;
    final Leadership leadership;
    volatile boolean storeFails;
    private final KibanaSettings settings;
    private final Loop loop;
    private volatile Records stored;

    Dashboards(int count) {
        settings = new KibanaSettings(
                "dashboards<b>",
                "*",
                Optional.empty(),
                Duration.ofSeconds(60),
                new Resources(0.5, 1024, 256),
                new Resources(0.1, 96, 0),
                List.of(),
                false,
                PortChoice.ANY,
                new TreeMap<>(),
                new TreeSet<>(List.of("default", "logs")),
                count,
                new KibanaTask(
                        "",
                        "",
                        0,
                        List.of(),
                        KibanaTask.Access.OPEN,
                        new KibanaTask.Distribution(
                                Optional.of("/opt/kibana"), Optional.empty(), Optional.empty(), Optional.empty()),
                        512,
                        new KibanaTask.Proxy(Optional.of("/kibana"), true, Optional.empty()),
                        Optional.empty(),
                        Map.of(),
                        ""),
                Optional.empty());
        InstantSource clock = InstantSource.system();
        stored = new Records(
                Optional.empty(),
                KibanaSpec.first(new TreeMap<>(Map.of("default", count, "logs", 0))),
                Cluster.NONE,
                new TreeMap<>(),
                Optional.empty());
        board = new Board(Published.of(stored, List.of(), clock.instant()));
        leadership = new Leadership(board, clock);
        leadership.begins(7, clock.instant(), board.read(), inbox);
        loop = new Loop(new Deciding(new KibanaCore(), settings, this, stored, calls::add, inbox, board, clock), inbox);
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

    String fingerprint() {
        return settings.fingerprint();
    }

    void subscribed() {
        inbox.put(new Input.Subscribed("F-1"));
        inbox.put(new Input.KeysSeen("default", new KeysView.Known(KEYS)));
        inbox.put(new Input.GroupEndpointsSeen(
                "default", new EndpointsView.Known(Instant.now(), List.of("http://es1:9200"))));
    }

    void offered(String id) {
        inbox.put(new Input.Offered(List.of(new Offer(
                "O-" + id,
                new AgentRef(id, "host-" + id, "10.0.0.1"),
                Map.of(),
                4,
                8192,
                8192,
                List.of(new Offer.PortRange(31000, 31000)),
                Optional.empty()))));
    }

    void runs(String taskId, String agentId, KibanaReport report) {
        inbox.put(new Input.Updated(new TaskUpdate(
                taskId,
                TaskState.RUNNING,
                Optional.of(agentId),
                Optional.empty(),
                "",
                "",
                Optional.of(true),
                Optional.empty(),
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
