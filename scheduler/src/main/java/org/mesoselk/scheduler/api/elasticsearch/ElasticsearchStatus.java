package org.mesoselk.scheduler.api.elasticsearch;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.mesoselk.scheduler.api.Leader;
import org.mesoselk.scheduler.api.MemberBackOff;
import org.mesoselk.scheduler.api.Names;
import org.mesoselk.scheduler.api.Sandboxes;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.Operation;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.Wait;
import org.mesoselk.scheduler.runtime.Milestones;
import org.mesoselk.scheduler.runtime.Published;
import org.mesoselk.scheduler.runtime.Readiness;

/** What {@code elk status} shows of this framework; the keys stay. */
record ElasticsearchStatus(
        String api,
        String frameworkId,
        int wanted,
        int ready,
        String state,
        List<String> endpoints,
        List<MemberLine> members,
        List<Wait> waits,
        OperationLine operation,
        Leader leadership) {

    /**
     * @param agent agent id; empty, as {@code task} and {@code sandbox}, without a task
     * @param failures of its last tasks in a row; back to 0 when one has run for a while
     * @param notBefore when it may be launched again; null while it has a task
     */
    record MemberLine(
            String name, String agent, String task, String state, String sandbox, int failures, Instant notBefore) {}

    record OperationLine(String id, String kind, int from, int to, String status, Progress progress) {}

    /** @param shardsLeft and {@code bytesLeft}: on the members that leave; null when Elasticsearch does not say */
    record Progress(Integer shardsLeft, Long bytesLeft, List<String> leaving) {}

    static ElasticsearchStatus of(
            Published published,
            String api,
            Function<String, Optional<String>> agentUrls,
            Optional<Milestones> milestones) {
        String frameworkId = published.records().frameworkId().orElse("");
        return new ElasticsearchStatus(
                api,
                frameworkId,
                ElasticsearchSpec.of(published.records()).nodeSet().count(),
                Readiness.readyMembers(published),
                state(published),
                endpoints(published),
                published.records().members().values().stream()
                        .map(member -> line(member, frameworkId, agentUrls))
                        .toList(),
                published.waits(),
                published
                        .records()
                        .operation()
                        .filter(operation -> operation.status() == Operation.Status.RUNNING)
                        .map(operation -> operation(operation, published))
                        .orElse(null),
                Leader.of(api, milestones));
    }

    static List<String> endpoints(Published published) {
        return published.records().members().values().stream()
                .filter(member -> Readiness.ready(member, published.memory()))
                .flatMap(member -> member.task().stream())
                .map(task -> "http://" + task.httpAddress())
                .toList();
    }

    static String state(Published published) {
        return published
                .memory()
                .knownElasticsearch()
                .map(known -> known.health().name().toLowerCase(Locale.ROOT))
                .orElse("unknown");
    }

    static OperationLine operation(Operation operation, Published published) {
        return new OperationLine(
                operation.id(),
                operation.kind().name(),
                operation.from(),
                operation.to(),
                operation.status().name(),
                progress(published));
    }

    private static Progress progress(Published published) {
        List<String> leaving = published.records().members().values().stream()
                .filter(Member::leaving)
                .map(Member::name)
                .toList();
        Optional<ElasticsearchView.Known> known = published.memory().knownElasticsearch();
        return new Progress(
                known.map(view -> (int) view.copies().stream()
                                .filter(copy ->
                                        copy.node().filter(leaving::contains).isPresent())
                                .count())
                        .orElse(null),
                known.map(view -> view.nodes().stream()
                                .filter(node -> leaving.contains(node.name()))
                                .mapToLong(node -> Math.max(0, node.shardBytes()))
                                .sum())
                        .orElse(null),
                leaving);
    }

    private static MemberLine line(Member member, String frameworkId, Function<String, Optional<String>> agentUrls) {
        Optional<TaskRef> task = member.task();
        return new MemberLine(
                member.name(),
                task.map(ref -> ref.agent().id()).orElse(""),
                task.map(TaskRef::id).orElse(""),
                Names.of(member.state()),
                task.map(ref -> Sandboxes.of(ref, frameworkId, agentUrls)).orElse(""),
                member.failures(),
                MemberBackOff.of(member).notBefore().orElse(null));
    }
}
