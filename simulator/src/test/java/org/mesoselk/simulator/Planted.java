package org.mesoselk.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.mesoselk.scheduler.core.Core;
import org.mesoselk.scheduler.core.elasticsearch.ElasticsearchCore;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Decision;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.ScaleAnswer;
import org.mesoselk.scheduler.core.model.View;
import org.mesoselk.simulator.scheduler.Faulty;

/** The real core with one known mistake of this field put around it. */
final class Planted implements Core {
    private final Core real = new ElasticsearchCore();
    private final UnaryOperator<View> before;
    private final After after;

    private interface After {
        Decision of(View view, Decision decision);
    }

    private Planted(UnaryOperator<View> before, After after) {
        this.before = before;
        this.after = after;
    }

    static Faulty before(UnaryOperator<View> change) {
        return around(change, (view, decision) -> decision);
    }

    static Faulty calls(java.util.function.BiFunction<View, Call, List<Call>> change) {
        return around(
                UnaryOperator.identity(),
                (view, decision) -> new Decision(
                        decision.records(),
                        decision.memory(),
                        decision.calls().stream()
                                .flatMap(call -> change.apply(view, call).stream())
                                .toList(),
                        decision.waits(),
                        decision.verdicts()));
    }

    /** @param change the records before and after the real decision become those that are stored */
    static Faulty records(BinaryOperator<Records> change) {
        return around(
                UnaryOperator.identity(),
                (view, decision) -> new Decision(
                        change.apply(view.records(), decision.records()),
                        decision.memory(),
                        decision.calls(),
                        decision.waits(),
                        decision.verdicts()));
    }

    /** @param unstored a decision with such a call leaves its calls, but its records are stored with the next one only */
    static Faulty callsFirst(Class<? extends Call> unstored) {
        return around(
                UnaryOperator.identity(),
                (view, decision) -> decision.calls().stream().anyMatch(unstored::isInstance)
                        ? new Decision(
                                view.records(), view.memory(), decision.calls(), decision.waits(), decision.verdicts())
                        : decision);
    }

    static Faulty withoutWaits() {
        return around(
                UnaryOperator.identity(),
                (view, decision) -> new Decision(
                        decision.records(), decision.memory(), decision.calls(), List.of(), decision.verdicts()));
    }

    private static Faulty around(UnaryOperator<View> before, After after) {
        return new Faulty() {
            @Override
            public Core core() {
                return new Planted(before, after);
            }
        };
    }

    static Set<String> leaving(Records records) {
        return records.members().values().stream()
                .filter(member -> member.leaving())
                .map(member -> member.name())
                .collect(Collectors.toSet());
    }

    /** Both, in this order. */
    static List<Call> and(Call one, Call other) {
        return new ArrayList<>(List.of(one, other));
    }

    @Override
    public Decision decide(View view) {
        View changed = before.apply(view);
        return after.of(changed, real.decide(changed));
    }

    @Override
    public ScaleAnswer scale(Records records, Memory memory, int count, boolean confirmed, Instant now) {
        return real.scale(records, memory, count, confirmed, now);
    }
}
