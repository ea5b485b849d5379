package org.mesoselk.scheduler.core.elasticsearch;

import java.util.List;
import java.util.Optional;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Operation;

/** The operation names who is leaving, and ends when all that it wanted is there. */
final class FinishOperation {

    private FinishOperation() {}

    static void into(ElasticsearchTick tick) {
        tick.running().ifPresent(operation -> {
            List<String> leaving = tick.leaving().stream().map(Member::name).toList();
            boolean done = leaving.isEmpty() && tick.beyondCount().isEmpty() && hasGrown(tick, operation);
            Operation now = new Operation(
                    operation.id(),
                    operation.kind(),
                    operation.from(),
                    operation.to(),
                    done ? Operation.Status.DONE : Operation.Status.RUNNING,
                    operation.startedAt(),
                    done ? Optional.of(tick.now) : Optional.empty(),
                    leaving);
            tick.records(tick.records().with(now));
        });
    }

    private static boolean hasGrown(ElasticsearchTick tick, Operation operation) {
        return operation.kind() == Operation.Kind.SCALE_DOWN
                || tick.members().size() == tick.nodeSet().count()
                        && tick.members().stream().allMatch(member -> member.state() instanceof MemberState.Running);
    }
}
