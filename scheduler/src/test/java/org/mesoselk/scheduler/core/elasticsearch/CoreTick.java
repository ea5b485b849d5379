package org.mesoselk.scheduler.core.elasticsearch;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.Decision;
import org.mesoselk.scheduler.core.model.ElasticsearchSettings;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;
import org.mesoselk.scheduler.core.model.View;
import org.mesoselk.scheduler.core.model.Wait;

/** The core, tick by tick, with inputs written by hand. */
final class CoreTick {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    Instant now = START;
    ElasticsearchSettings settings = Samples.settings();
    Records records;
    Memory memory = Memory.initial(START);
    Decision last;

    CoreTick(int count) {
        records = new Records(
                Optional.empty(),
                new ElasticsearchSpec(1, "logs", Samples.nodeSet(count), ElasticsearchSpec.Replication.ALL),
                Cluster.NONE,
                new TreeMap<>(),
                Optional.empty());
    }

    /** Members 0 to count-1 running on agents of the same number, in a cluster that is recorded. */
    static CoreTick running(int count) {
        CoreTick core = new CoreTick(count);
        core.records = core.records
                .withFrameworkId("framework-1")
                .with(new Cluster(Optional.of("uuid"), List.of("es-default-0"), 100));
        for (int i = 0; i < count; i++) {
            core.records = core.records.with(
                    member(i, new MemberState.Running(task(i), true)).withHome(agent(i)));
        }
        return core;
    }

    CoreTick subscribed() {
        return tick(0, new Input.Subscribed("framework-1"));
    }

    /** Subscribed, and Mesos has spoken of every task. */
    CoreTick settled() {
        subscribed();
        for (Member member : List.copyOf(records.members().values())) {
            member.task().ifPresent(task -> tick(0, update(task.id(), TaskState.RUNNING)));
        }
        return this;
    }

    CoreTick tick(long seconds, Input... inputs) {
        now = now.plusSeconds(seconds);
        last = new ElasticsearchCore().decide(new View(now, settings, records, memory, List.of(inputs)));
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

    MemberState state(int ordinal) {
        return records.members().get("es-default-" + ordinal).state();
    }

    static AgentRef agent(int number) {
        return new AgentRef("agent" + number, "host" + number, "10.0.0." + number);
    }

    static TaskRef task(int ordinal) {
        return new TaskRef(
                "es-default-" + ordinal + "." + ordinal, agent(ordinal), 31000, 31001, START.minusSeconds(60));
    }

    static Member member(int ordinal, MemberState state) {
        return new Member(
                "es-default-" + ordinal,
                "default",
                ordinal,
                ordinal < 5,
                new Member.Goal.Stay(),
                state,
                Optional.empty(),
                0,
                Optional.empty());
    }

    static Input.Updated update(String taskId, TaskState state) {
        return new Input.Updated(new TaskUpdate(
                taskId,
                state,
                Optional.of("agent0"),
                Optional.of("uuid-" + state),
                "",
                "said Mesos",
                Optional.empty(),
                Optional.empty(),
                START));
    }

    static Input.Offered offers(int... agents) {
        return new Input.Offered(
                Arrays.stream(agents).mapToObj(number -> offer(number, 8192)).toList());
    }

    static Offer offer(int agent, int memoryMb) {
        return new Offer(
                "offer" + agent,
                agent(agent),
                Map.of("rack", "r1"),
                8,
                memoryMb,
                100_000,
                List.of(new Offer.PortRange(31000, 31099)));
    }
}
