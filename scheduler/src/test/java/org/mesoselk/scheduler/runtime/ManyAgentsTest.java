package org.mesoselk.scheduler.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.scheduler.core.logstash.LogstashCore;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.AgentsView;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.ListedAgent;
import org.mesoselk.scheduler.core.model.LogstashSettings;
import org.mesoselk.scheduler.core.model.LogstashSpec;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Resources;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;
import org.mesoselk.scheduler.state.RecordStore;
import org.mesoselk.scheduler.state.StoreUnavailableException;
import org.mesoselk.scheduler.state.Tree;
import org.mesoselk.scheduler.state.ZooKeeperConnection;
import org.mesoselk.scheduler.state.ZooKeeperTree;

/** Thousands of agents, the real core and a real ZooKeeper, which closes the connection of whoever sends more than 1 MB. */
@Execution(ExecutionMode.CONCURRENT)
class ManyAgentsTest {
    private static final int AGENTS = 2_000;
    /** {@code jute.maxbuffer} of a server that nobody has configured. */
    private static final long PACKET = 0xfffff;

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Resources ROOM = new Resources(4, 4096, 10_000);

    private TestingServer server;
    private CuratorFramework client;
    private RecordStore store;
    private Watched watched;
    private Deciding deciding;
    private final Inbox inbox = new Inbox();
    private final List<Call> calls = new ArrayList<>();
    private Instant now = START;
    private int turns;

    /** What is in ZooKeeper for certain, and how much each write had. */
    private static final class Watched implements Tree {
        private final Tree tree;
        private final Map<String, String> stored = new HashMap<>();
        private int writes;

        Watched(Tree tree) {
            this.tree = tree;
        }

        @Override
        public Optional<Stored> read(String path) throws StoreUnavailableException {
            return tree.read(path);
        }

        @Override
        public List<String> children(String path) throws StoreUnavailableException {
            return tree.children(path);
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
            writes++;
            long bytes = 0;
            for (Change change : changes) {
                bytes += change.path().length() + document(change).length;
                stored.put(change.path(), new String(document(change), StandardCharsets.UTF_8));
            }
            assertThat(bytes).isLessThan(PACKET);
        }

        private static byte[] document(Change change) {
            return change instanceof Change.Create create
                    ? create.document()
                    : change instanceof Change.Replace replace ? replace.document() : new byte[0];
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = new TestingServer();
        client = ZooKeeperConnection.open(
                server.getConnectString(), "", Duration.ofSeconds(10), Duration.ofSeconds(30), line -> {});
        watched = new Watched(new ZooKeeperTree(client));
        store = new RecordStore(watched, "", Product.LOGSTASH, "fw", () -> now);
        Records records = store.takeOver(LogstashSpec.FIRST);
        deciding = new Deciding(
                new LogstashCore(),
                settings(),
                store,
                records,
                this::called,
                inbox,
                new Board(Published.of(records, List.of(), START)),
                () -> now);
    }

    @AfterEach
    void stop() throws Exception {
        inbox.close();
        client.close();
        server.close();
    }

    private void called(Call call) {
        calls.add(call);
        if (call instanceof Call.Launch launch) {
            assertThat(stored(launch.memberName()))
                    .contains("LAUNCHING", launch.task().id());
        } else if (call instanceof Call.Acknowledge acknowledge) {
            String task = acknowledge.taskId();
            assertThat(stored(task.substring(0, task.indexOf('.')))).contains("RUNNING", task);
        }
    }

    private String stored(String member) {
        return watched.stored.get(RecordStore.base(Product.LOGSTASH, "fw") + "/members/" + member);
    }

    /** As the loop does: turns follow one another at once while something is left. */
    private void turns(List<Input> inputs) throws InterruptedException {
        turns = 0;
        calls.clear();
        inputs.forEach(inbox::put);
        do {
            assertThat(deciding.turn(inbox.take(Duration.ZERO))).isEmpty();
            assertThat(deciding.undecidedFor()).isZero();
            turns++;
        } while (deciding.goesOn());
        now = now.plusSeconds(6);
    }

    private <T extends Call> List<T> calls(Class<T> kind) {
        return calls.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void allAreCoveredLaunchedAndAcknowledgedInWritesThatZooKeeperTakes() throws Exception {
        turns(List.of(new Input.Subscribed("F-1"), listed()));
        assertThat(turns).isGreaterThan(1);

        turns(List.of(new Input.Offered(
                IntStream.range(0, AGENTS).mapToObj(ManyAgentsTest::offer).toList())));
        assertThat(turns).isBetween(2, 20);
        assertThat(calls(Call.Launch.class))
                .hasSize(AGENTS)
                .extracting(launch -> launch.offer().id())
                .doesNotHaveDuplicates();

        List<Call.Launch> launches = calls(Call.Launch.class);
        turns(launches.stream().map(ManyAgentsTest::running).toList());
        assertThat(turns).isBetween(2, 20);
        assertThat(calls(Call.Acknowledge.class))
                .extracting(Call.Acknowledge::taskId)
                .containsExactlyElementsOf(
                        launches.stream().map(launch -> launch.task().id()).toList());

        assertThat(store.look().orElseThrow().members().values())
                .hasSize(AGENTS)
                .allMatch(member -> member.state() instanceof MemberState.Running);
    }

    private static Input listed() {
        return new Input.AgentsListed(new AgentsView.Known(
                START,
                IntStream.range(0, AGENTS)
                        .mapToObj(number -> new ListedAgent(agent(number), Map.of(), true, ROOM))
                        .toList()));
    }

    private static AgentRef agent(int number) {
        return new AgentRef(
                "0f0e1d2c-3b4a-5968-7786-95a4b3c2d1e0-S" + number,
                "agent-" + number + ".rack-7.example.org",
                "10.1." + number / 250 + "." + number % 250);
    }

    private static Offer offer(int number) {
        return new Offer(
                "offer-" + number,
                agent(number),
                Map.of(),
                4,
                4096,
                10_000,
                List.of(new Offer.PortRange(31000, 31009)));
    }

    private static Input running(Call.Launch launch) {
        return new Input.Updated(new TaskUpdate(
                launch.task().id(),
                TaskState.RUNNING,
                Optional.of(launch.task().agent().id()),
                Optional.of("uuid-" + launch.task().id()),
                "",
                "",
                Optional.of(true),
                Optional.empty(),
                START));
    }

    private static LogstashSettings settings() {
        return new LogstashSettings(
                "fw",
                "elk",
                Optional.empty(),
                Duration.ofSeconds(30),
                new Resources(0.1, 32, 0),
                new Resources(0.1, 96, 0),
                List.of(),
                new LogstashTask(
                        LogstashTask.FORWARDER,
                        List.of(),
                        "/var/lib/registry",
                        Optional.empty(),
                        new LogstashTask.Sources(true, Optional.empty(), 0, List.of(), List.of()),
                        new LogstashTask.Output("mesos", "default", Map.of(), false),
                        LogstashTask.Limits.STANDARD));
    }
}
