package org.mesoselk.scheduler.core.elasticsearch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.Operation;

/**
 * The next members to leave, when the last ones are gone and nothing is left of them: the highest ordinals first, a
 * master-eligible one alone, data-only ones as a set. Those that never had data are dropped at once.
 */
final class ChooseLeaving {

    private ChooseLeaving() {}

    static void into(ElasticsearchTick tick) {
        dropThoseNeverStarted(tick);
        List<Member> beyond = tick.beyondCount().stream()
                .sorted(Comparator.comparingInt(Member::ordinal).reversed())
                .toList();
        if (beyond.isEmpty() || !tick.leaving().isEmpty()) {
            return;
        }
        Operation operation = tick.running().orElseGet(() -> Scale.operation(tick.records(), tick.now));
        tick.records(tick.records().with(operation));
        List<Member> batch = batch(beyond, Math.max(1, tick.settings.drainTogether()));
        Optional<String> obstacle = obstacle(tick, batch);
        if (obstacle.isPresent()) {
            tick.wait(
                    "next-leaving",
                    beyond.get(0).name(),
                    beyond.get(0).name() + " is to leave next: " + obstacle.get());
            return;
        }
        for (Member member : batch) {
            tick.put(member.with(new Member.Goal.Leave(operation.id(), tick.now)));
        }
    }

    private static Optional<String> obstacle(ElasticsearchTick tick, List<Member> batch) {
        if (tick.look().isEmpty()) {
            return Optional.of("waits for what Elasticsearch says");
        }
        Known look = tick.look().get();
        if (!ProtectCluster.isSwept(tick, look)) {
            return Optional.of("waits until earlier exclusions are cleared");
        }
        if (!LetStay.canOthersTakeShards(
                tick, look, batch.stream().map(Member::name).collect(Collectors.toSet()))) {
            return Optional.of("waits until a member that stays is in the cluster: nobody else could take its shards");
        }
        return batch.get(0).masterEligible()
                        && !ProtectCluster.foreignVotingExclusions(tick, look).isEmpty()
                ? Optional.of("waits until voting exclusions that are not ours are cleared")
                : Optional.empty();
    }

    private static List<Member> batch(List<Member> highestFirst, int drainTogether) {
        if (highestFirst.get(0).masterEligible()) {
            return List.of(highestFirst.get(0));
        }
        List<Member> batch = new ArrayList<>();
        for (Member member : highestFirst) {
            if (member.masterEligible() || batch.size() == drainTogether) {
                break;
            }
            batch.add(member);
        }
        return batch;
    }

    private static void dropThoseNeverStarted(ElasticsearchTick tick) {
        tick.beyondCount().stream()
                .filter(member -> !member.leaving())
                .filter(tick::hasNothingToLose)
                .filter(member ->
                        tick.memory.foreignTasks.keySet().stream().noneMatch(id -> id.startsWith(member.name() + ".")))
                .forEach(member -> tick.records(tick.records().without(member.name())));
    }
}
