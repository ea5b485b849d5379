package org.mesoselk.benchmarks.offers;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mesoselk.commons.elastic.ElasticsearchTask.Distribution;
import org.mesoselk.scheduler.core.Core;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.Constraint;
import org.mesoselk.scheduler.core.model.ElasticsearchSettings;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.NodeSetSpec;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Resources;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;
import org.mesoselk.scheduler.core.model.View;

/** A subscribed scheduler with 48 running members and perhaps one that waits. */
final class Views {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String FRAMEWORK = "5d38a5be-0b5f-4f3b-9d7e-93ab2c7f1a90-0000";
    private static final int RUNNING = 48;

    private Views() {}

    /** What the core is asked next when {@code inputs} came. */
    static View next(Core core, Wanted wanted, List<Input> inputs) {
        Instant now = START.plusSeconds(60);
        var subscribed = core.decide(new View(
                START, settings(), records(wanted), Memory.initial(START), List.of(new Input.Subscribed(FRAMEWORK))));
        List<Input> reconciled = subscribed.records().members().values().stream()
                .flatMap(member -> member.task().stream())
                .<Input>map(task -> new Input.Updated(running(task)))
                .toList();
        var settled = core.decide(new View(now, settings(), subscribed.records(), subscribed.memory(), reconciled));
        return new View(now, settings(), settled.records(), settled.memory(), inputs);
    }

    private static TaskUpdate running(TaskRef task) {
        return new TaskUpdate(
                task.id(),
                TaskState.RUNNING,
                Optional.of(task.agent().id()),
                Optional.of("uuid-" + task.id()),
                "REASON_RECONCILIATION",
                "",
                Optional.of(true),
                Optional.empty(),
                START);
    }

    private static Records records(Wanted wanted) {
        TreeMap<String, Member> members = new TreeMap<>();
        for (int ordinal = 0; ordinal < RUNNING; ordinal++) {
            AgentRef agent = agent(ordinal);
            TaskRef task = new TaskRef("es-default-" + ordinal + "." + ordinal, agent, 31000, 31001, START);
            put(members, member(ordinal, new MemberState.Running(task, true), Optional.of(agent)));
        }
        if (wanted != Wanted.NOBODY) {
            Optional<AgentRef> home = wanted == Wanted.RETURNING ? Optional.of(agent(1_000_000)) : Optional.empty();
            put(members, member(RUNNING, new MemberState.Pending(START, START), home));
        }
        NodeSetSpec nodes = new NodeSetSpec(
                "default",
                members.size(),
                5,
                new Resources(1, 2048, 10_240),
                1024,
                List.of(new Constraint("rack", Constraint.Operator.UNLIKE, "r39")),
                0,
                Map.of());
        return new Records(
                Optional.of(FRAMEWORK),
                new ElasticsearchSpec(1, "mesos-elk", nodes, ElasticsearchSpec.Replication.ALL),
                Cluster.NONE.withUuid("wXhJq2oPQ7uGJH0xM2lM5A").withNextTask(RUNNING),
                members,
                Optional.empty());
    }

    private static void put(Map<String, Member> members, Member member) {
        members.put(member.name(), member);
    }

    private static Member member(int ordinal, MemberState state, Optional<AgentRef> home) {
        return new Member(
                "es-default-" + ordinal,
                "default",
                ordinal,
                ordinal < 5,
                new Member.Goal.Stay(),
                state,
                home,
                0,
                Optional.empty());
    }

    private static AgentRef agent(int number) {
        return new AgentRef(
                OfferMessages.agentId(number), "agent-" + number + ".example.org", "10.0.0." + number % 256);
    }

    private static ElasticsearchSettings settings() {
        return new ElasticsearchSettings(
                "elasticsearch",
                new Distribution(Optional.of("/opt/elasticsearch"), Optional.empty()),
                Optional.empty(),
                Optional.of("/var/lib/mesos-elk"),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new Resources(0.1, 96, 10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                3,
                Optional.empty());
    }
}
