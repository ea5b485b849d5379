package org.mesoselk.scheduler.core.kibana;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mesoselk.commons.kibana.EncryptionKeys;
import org.mesoselk.commons.kibana.KibanaReport;
import org.mesoselk.commons.kibana.KibanaTask;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.Decision;
import org.mesoselk.scheduler.core.model.EndpointsView;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.KeysView;
import org.mesoselk.scheduler.core.model.KibanaSettings;
import org.mesoselk.scheduler.core.model.KibanaSpec;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.PortChoice;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Resources;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;
import org.mesoselk.scheduler.core.model.View;
import org.mesoselk.scheduler.core.model.Wait;

/** Agents and the core that runs Kibana on them, tick by tick, with inputs written by hand. */
final class Instances {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final EncryptionKeys KEYS = new EncryptionKeys("ab".repeat(32));
    static final KibanaTask TASK = new KibanaTask(
            "",
            "",
            0,
            List.of(),
            KibanaTask.Access.OPEN,
            new KibanaTask.Distribution(
                    Optional.of("/opt/kibana"), Optional.empty(), Optional.empty(), Optional.empty()),
            512,
            KibanaTask.Proxy.NONE,
            Optional.empty(),
            Map.of(),
            "");

    Instant now = START;
    KibanaSettings settings;
    Records records;
    Memory memory = Memory.initial(START);
    Decision last;

    Instances(KibanaSettings settings) {
        this.settings = settings;
        SortedMap<String, Integer> counts = new TreeMap<>();
        settings.groups().forEach(group -> counts.put(group, settings.firstCount()));
        records = new Records(
                Optional.empty(), KibanaSpec.first(counts), Cluster.NONE, new TreeMap<>(), Optional.empty());
    }

    static KibanaSettings settings(int count, String... groups) {
        return settings(count, Map.of(), false, PortChoice.ANY, groups);
    }

    static KibanaSettings settings(
            int count, Map<String, String> kibana, boolean uniqueHosts, PortChoice port, String... groups) {
        return new KibanaSettings(
                "kibana",
                "*",
                Optional.empty(),
                Duration.ofSeconds(30),
                new Resources(0.5, 1024, 256),
                new Resources(0.1, 96, 0),
                List.of(),
                uniqueHosts,
                port,
                new TreeMap<>(Map.of("HAPROXY_0_VHOST", "{group}.example", "url", "{host}:{port}/{member}")),
                new TreeSet<>(List.of(groups.length == 0 ? new String[] {"default"} : groups)),
                count,
                new KibanaTask(
                        TASK.name(),
                        TASK.host(),
                        TASK.port(),
                        TASK.endpoints(),
                        TASK.access(),
                        TASK.distribution(),
                        TASK.heapMb(),
                        TASK.proxy(),
                        TASK.keys(),
                        kibana,
                        TASK.fingerprint()),
                Optional.empty());
    }

    /** So many of the default group, all ready, one on each of the agents 1 to count. */
    static Instances ready(int count) {
        return new Instances(settings(count)).subscribed().grown(agents(count));
    }

    static int[] agents(int count) {
        return java.util.stream.IntStream.rangeClosed(1, count).toArray();
    }

    Instances subscribed() {
        tick(0, new Input.Subscribed("framework-1"));
        settings.groups().forEach(group -> tick(0, keys(group), endpoints(group, "http://es1:9200")));
        return this;
    }

    /** Whoever waits is launched on one of these, and runs. */
    Instances grown(int... agents) {
        tick(1, offers(agents));
        run();
        return this;
    }

    /** All that was just launched is ready. */
    Instances run() {
        for (Call.Launch launch : calls(Call.Launch.class)) {
            tick(0, update(launch.task(), TaskState.RUNNING));
        }
        return this;
    }

    Instances tick(long seconds, Input... inputs) {
        now = now.plusSeconds(seconds);
        last = new KibanaCore().decide(new View(now, settings, records, memory, List.of(inputs)));
        records = last.records();
        memory = last.memory();
        return this;
    }

    Instances scale(String group, int count) {
        records = records.with(KibanaSpec.of(records).withCount(group, count));
        return this;
    }

    /** Another scheduler process, perhaps with other options: what was only remembered is learned anew. */
    Instances restarted(KibanaSettings other) {
        settings = other;
        memory = Memory.initial(now);
        subscribed();
        for (Member member : List.copyOf(records.members().values())) {
            member.task().ifPresent(task -> tick(0, answer(task, member.state())));
        }
        return tick(1);
    }

    <T extends Call> List<T> calls(Class<T> kind) {
        return last.calls().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Ids of the tasks that are told to stop in this tick. */
    List<String> kills() {
        return calls(Call.Kill.class).stream().map(Call.Kill::taskId).toList();
    }

    List<String> waits() {
        return last.waits().stream().map(Wait::name).distinct().toList();
    }

    String sentences() {
        return last.waits().stream().map(Wait::sentence).collect(Collectors.joining("\n"));
    }

    Member member(String name) {
        return records.members().get("kibana-" + name);
    }

    Member member(int ordinal) {
        return member("default-" + ordinal);
    }

    MemberState state(int ordinal) {
        return member(ordinal).state();
    }

    TaskRef task(int ordinal) {
        return member(ordinal).task().orElseThrow();
    }

    static AgentRef agent(int number) {
        return new AgentRef("agent" + number, "host" + number, "10.0.0." + number);
    }

    Input keys(String group) {
        return new Input.KeysSeen(group, new KeysView.Known(KEYS));
    }

    static Input endpoints(String group, String... urls) {
        return new Input.GroupEndpointsSeen(group, new EndpointsView.Known(START, List.of(urls)));
    }

    static Input offers(int... agents) {
        return new Input.Offered(
                Arrays.stream(agents).mapToObj(agent -> offer(agent, 8192)).toList());
    }

    static Offer offer(int agent, int memoryMb) {
        return new Offer(
                "offer" + agent,
                agent(agent),
                Map.of("rack", "r" + agent),
                4,
                memoryMb,
                10_000,
                List.of(new Offer.PortRange(80, 81), new Offer.PortRange(31000, 31099)));
    }

    /** What Mesos says because it was asked. */
    private static Input answer(TaskRef task, MemberState state) {
        TaskState said = state instanceof MemberState.Running ? TaskState.RUNNING : TaskState.STARTING;
        Optional<Boolean> healthy =
                state instanceof MemberState.Running running ? Optional.of(running.healthy()) : Optional.empty();
        return update(task, said, "REASON_RECONCILIATION", healthy, "", Optional.empty());
    }

    static Input update(TaskRef task, TaskState state) {
        return update(task, state, "", Optional.of(true), "", Optional.empty());
    }

    static Input unhealthy(TaskRef task, String message, KibanaReport report) {
        return update(task, TaskState.RUNNING, "", Optional.of(false), message, Optional.of(report));
    }

    static Input update(
            TaskRef task,
            TaskState state,
            String reason,
            Optional<Boolean> healthy,
            String message,
            Optional<KibanaReport> report) {
        return new Input.Updated(new TaskUpdate(
                task.id(),
                state,
                Optional.of(task.agent().id()),
                Optional.of("uuid-" + state),
                reason,
                message,
                healthy,
                Optional.empty(),
                Optional.empty(),
                report,
                START));
    }
}
