package org.mesoselk.scheduler.core.logstash;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.logstash.LogstashTask.Listener;
import org.mesoselk.commons.logstash.OfficialLogstash;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.AgentsView;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.Constraint;
import org.mesoselk.scheduler.core.model.Decision;
import org.mesoselk.scheduler.core.model.EndpointsView;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.ListedAgent;
import org.mesoselk.scheduler.core.model.LogstashSettings;
import org.mesoselk.scheduler.core.model.LogstashSpec;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Resources;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;
import org.mesoselk.scheduler.core.model.View;
import org.mesoselk.scheduler.core.model.Wait;

/** Agents and the core that covers them, tick by tick, with inputs written by hand. */
final class Fleet {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Resources ROOM = new Resources(4, 4096, 10_000);

    Instant now = START;
    LogstashSettings settings = settings(List.of(), List.of());
    Records records =
            new Records(Optional.empty(), LogstashSpec.FIRST, Cluster.NONE, new TreeMap<>(), Optional.empty());
    Memory memory = Memory.initial(START);
    Decision last;

    static LogstashSettings settings(List<Constraint> constraints, List<Listener> listeners) {
        return new LogstashSettings(
                "logstash",
                "elk",
                Optional.empty(),
                Duration.ofSeconds(30),
                new Resources(0.1, 32, 0),
                new Resources(0.1, 96, 0),
                constraints,
                new LogstashTask(
                        LogstashTask.FORWARDER,
                        List.of(),
                        "/var/lib/registry",
                        Optional.empty(),
                        new LogstashTask.Sources(true, Optional.empty(), 0, List.of(), listeners),
                        new LogstashTask.Output("mesos", "default", Map.of(), false),
                        LogstashTask.Limits.STANDARD));
    }

    /** With an official Logstash on the agents instead of the forwarder. */
    static LogstashSettings official(List<Listener> listeners) {
        LogstashSettings base = settings(List.of(), listeners);
        LogstashTask task = base.task();
        return new LogstashSettings(
                base.frameworkName(),
                base.role(),
                base.newFrameworkId(),
                base.killGrace(),
                base.share(),
                base.executor(),
                base.constraints(),
                new LogstashTask(
                        LogstashTask.LOGSTASH,
                        List.of(),
                        task.registryDir(),
                        task.workDir(),
                        task.sources(),
                        task.output(),
                        task.limits(),
                        Optional.of(OfficialLogstash.of(Optional.of("/opt/logstash"), Optional.empty(), 0))));
    }

    /** Subscribed, with these agents listed and a task of each running. */
    static Fleet covered(int... agents) {
        Fleet fleet = new Fleet().subscribed();
        fleet.tick(1, listed(agents));
        fleet.tick(1, offers(agents));
        for (Call.Launch launch : fleet.calls(Call.Launch.class)) {
            fleet.tick(0, update(launch.task(), TaskState.RUNNING));
        }
        return fleet;
    }

    Fleet subscribed() {
        return tick(0, new Input.Subscribed("framework-1"));
    }

    Fleet tick(long seconds, Input... inputs) {
        now = now.plusSeconds(seconds);
        List<Input> timed = Arrays.stream(inputs)
                .map(input ->
                        input instanceof Input.AgentsListed list && list.agents() instanceof AgentsView.Known known
                                ? new Input.AgentsListed(new AgentsView.Known(now, known.agents()))
                                : input)
                .toList();
        last = new LogstashCore().decide(new View(now, settings, records, memory, timed));
        records = last.records();
        memory = last.memory();
        return this;
    }

    <T extends Call> List<T> calls(Class<T> kind) {
        return last.calls().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    List<String> waits() {
        return last.waits().stream().map(Wait::name).distinct().toList();
    }

    Coverage coverage() {
        return Coverage.of(records, memory.logstash(), settings, last.waits());
    }

    Member member(int ordinal) {
        return records.members().get("ls-" + ordinal);
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

    static Input listed(int... agents) {
        return new Input.AgentsListed(new AgentsView.Known(
                START,
                Arrays.stream(agents)
                        .mapToObj(number -> new ListedAgent(agent(number), attributes(number), true, ROOM))
                        .toList()));
    }

    static Map<String, String> attributes(int agent) {
        return Map.of("rack", "r" + agent);
    }

    static Input offers(int... agents) {
        return new Input.Offered(
                Arrays.stream(agents).mapToObj(agent -> offer(agent, 4096)).toList());
    }

    static Offer offer(int agent, int memoryMb) {
        return new Offer(
                "offer" + agent,
                agent(agent),
                attributes(agent),
                4,
                memoryMb,
                10_000,
                List.of(new Offer.PortRange(31000, 31009)));
    }

    static Input endpoints(String... urls) {
        return new Input.EndpointsSeen(new EndpointsView.Known(START, List.of(urls)));
    }

    /** What Mesos says because it was asked. */
    static Input answer(TaskRef task, TaskState state) {
        return new Input.Updated(new TaskUpdate(
                task.id(),
                state,
                Optional.of(task.agent().id()),
                Optional.empty(),
                "REASON_RECONCILIATION",
                "",
                Optional.empty(),
                Optional.empty(),
                START));
    }

    static Input update(TaskRef task, TaskState state) {
        return update(task.id(), task.agent().id(), state);
    }

    static Input update(String taskId, String agentId, TaskState state) {
        return new Input.Updated(new TaskUpdate(
                taskId,
                state,
                Optional.of(agentId),
                Optional.of("uuid-" + state),
                "",
                "said Mesos",
                Optional.of(true),
                Optional.empty(),
                START));
    }
}
