package org.mesoselk.scheduler.core.elasticsearch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Health;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Wait;

/** Why fewer members are not to be had at all, or only with confirm. The drain checks everything again. */
final class ScaleDownVetoes {

    private static final String NEEDS_CONFIRM = "needs-confirm";

    /** A look that is older says nothing of now. */
    private static final Duration LOOK_HOLDS = Duration.ofMinutes(2);

    private ScaleDownVetoes() {}

    static List<Wait> of(Records records, Memory memory, int count, Instant now) {
        List<Wait> vetoes = new ArrayList<>();
        needsConfirm(records, count).ifPresent(vetoes::add);
        beforeBootstrap(records, count).ifPresent(vetoes::add);
        if (leaving(records, count).stream().anyMatch(ScaleDownVetoes::mayHaveData)) {
            unknown(memory, now)
                    .or(() -> foreign(records, memory))
                    .or(() -> red(memory))
                    .ifPresent(vetoes::add);
            ScaleNotes.lacksDisk(records, memory, count).ifPresent(vetoes::add);
        }
        return vetoes;
    }

    static boolean yieldsToConfirm(Wait veto) {
        return veto.name().equals(NEEDS_CONFIRM);
    }

    static List<Member> leaving(Records records, int count) {
        return records.members().values().stream()
                .filter(member -> member.ordinal() >= count)
                .toList();
    }

    private static boolean mayHaveData(Member member) {
        return member.task().isPresent() || member.home().isPresent();
    }

    private static Optional<Wait> needsConfirm(Records records, int count) {
        int present = ElasticsearchSpec.of(records).nodeSet().count();
        long masters = records.members().values().stream()
                .filter(Member::masterEligible)
                .count();
        long mastersLeft = records.members().values().stream()
                .filter(Member::masterEligible)
                .filter(member -> member.ordinal() < count)
                .count();
        if (2 * count < present) {
            return veto(
                    NEEDS_CONFIRM,
                    "from " + present + " to " + count
                            + " members is more than half of them at once: confirm it when it is meant");
        }
        if (mastersLeft < masters / 2 + 1 && masters > 0) {
            return veto(
                    NEEDS_CONFIRM,
                    "only " + mastersLeft + " of " + masters
                            + " master-eligible members would be left, fewer than their quorum: confirm it when it is meant");
        }
        return Optional.empty();
    }

    private static Optional<Wait> beforeBootstrap(Records records, int count) {
        Cluster cluster = records.cluster();
        return cluster.uuid().isEmpty() && count < cluster.initialMasterNodes().size()
                ? veto(
                        "bootstrap",
                        String.join(", ", cluster.initialMasterNodes())
                                + " are forming the cluster together: scale down when it has formed")
                : Optional.empty();
    }

    private static Optional<Wait> unknown(Memory memory, Instant now) {
        if (memory.elasticsearch() instanceof ElasticsearchView.Unknown unknown) {
            return veto(
                    "elasticsearch-unknown",
                    "Elasticsearch cannot be asked whether members may leave: " + unknown.cause());
        }
        return memory.elasticsearch().at().plus(LOOK_HOLDS).isBefore(now)
                ? veto(
                        "elasticsearch-unknown",
                        "Elasticsearch was last heard of at "
                                + memory.elasticsearch().at() + ", too long ago to tell whether members may leave")
                : Optional.empty();
    }

    private static Optional<Wait> foreign(Records records, Memory memory) {
        return memory.knownElasticsearch()
                .map(Known::clusterUuid)
                .filter(uuid -> !records.cluster().uuid().orElse(uuid).equals(uuid))
                .flatMap(uuid -> veto("foreign-cluster", "the cluster that answers is " + uuid + ", not ours"));
    }

    private static Optional<Wait> red(Memory memory) {
        return memory.knownElasticsearch()
                .filter(look -> look.health() == Health.RED)
                .flatMap(look -> veto("cluster-red", "the cluster is red: scale down when every shard has a primary"));
    }

    private static Optional<Wait> veto(String name, String sentence) {
        return Optional.of(new Wait(name, "elasticsearch", sentence));
    }
}
