package org.mesoselk.scheduler.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mesoselk.scheduler.core.model.Abandoned;
import org.mesoselk.scheduler.core.model.AgentFailures;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.Constraint;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.NodeSetSpec;
import org.mesoselk.scheduler.core.model.Operation;
import org.mesoselk.scheduler.core.model.PendingOperation;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Reservation;
import org.mesoselk.scheduler.core.model.ReservationState;
import org.mesoselk.scheduler.core.model.Resources;
import org.mesoselk.scheduler.core.model.TaskRef;

/** Records with a bit of everything. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    static final AgentRef AGENT = new AgentRef("S1", "host1", "10.0.0.1");
    static final TaskRef TASK = new TaskRef("es-default-0.1", AGENT, 31000, 31001, NOW);

    private Samples() {}

    static ElasticsearchSpec spec() {
        return new ElasticsearchSpec(
                1,
                "logs",
                new NodeSetSpec(
                        "default",
                        3,
                        5,
                        new Resources(0.5, 1024, 2048),
                        512,
                        List.of(new Constraint("disk", Constraint.Operator.CLUSTER, "ssd")),
                        0,
                        Map.of("a.b", "c")),
                ElasticsearchSpec.Replication.ALL);
    }

    static Records first() {
        return new Records(Optional.empty(), spec(), Cluster.NONE, new TreeMap<>(), Optional.empty());
    }

    static Member member(int ordinal, MemberState state) {
        return new Member(
                "es-default-" + ordinal,
                "default",
                ordinal,
                ordinal < 5,
                ordinal == 6 ? new Member.Goal.Leave("scale-2", NOW) : new Member.Goal.Stay(),
                state,
                ordinal == 0 ? Optional.empty() : Optional.of(AGENT),
                ordinal,
                ordinal == 1 ? Optional.of(new Member.Failure(NOW, "t", "S1", "it broke")) : Optional.empty());
    }

    /** A member in each state. */
    static Records full() {
        Records records = first().withFrameworkId("F-1")
                .with(new Cluster(Optional.of("uuid-1"), List.of("es-default-0"), 9))
                .with(operation(2, Operation.Status.RUNNING));
        List<MemberState> states = List.of(
                new MemberState.Pending(NOW, NOW.plusSeconds(5)),
                new MemberState.Launching(TASK),
                new MemberState.Starting(TASK),
                new MemberState.Running(TASK, true),
                new MemberState.Unreachable(TASK, NOW),
                new MemberState.Stopping(TASK, NOW),
                new MemberState.Stopped(NOW));
        for (int i = 0; i < states.size(); i++) {
            records = records.with(member(i, states.get(i)));
        }
        return records.with(new Abandoned("es-default-4", new TaskRef("es-default-4.3", AGENT, 31002, 31003, NOW), NOW))
                .with(new AgentFailures("S2", "host2", 3, NOW, "TASK_FAILED: no JDK"))
                .with(reservation("a", new ReservationState.Requested(NOW)))
                .with(reservation("b", new ReservationState.Reserving(operation("b.1", PendingOperation.Kind.RESERVE))))
                .with(reservation("c", new ReservationState.Reserved(AGENT, NOW)))
                .with(reservation("d", new ReservationState.Releasing(AGENT, NOW, Optional.empty())))
                .with(reservation(
                        "e",
                        new ReservationState.Releasing(
                                AGENT, NOW, Optional.of(operation("e.2", PendingOperation.Kind.UNRESERVE)))));
    }

    private static Reservation reservation(String id, ReservationState state) {
        return new Reservation(
                id, new Resources(0.6, 1120, 1010), Optional.of("host1"), state, 1, NOW, Optional.of("it was dropped"));
    }

    private static PendingOperation operation(String id, PendingOperation.Kind kind) {
        return new PendingOperation(id, kind, AGENT, NOW);
    }

    static Operation operation(int generation, Operation.Status status) {
        return new Operation(
                "scale-" + generation,
                Operation.Kind.SCALE_DOWN,
                5,
                3,
                status,
                NOW.plusSeconds(generation),
                status == Operation.Status.RUNNING ? Optional.empty() : Optional.of(NOW.plusSeconds(generation + 1L)),
                List.of("es-default-6"));
    }
}
