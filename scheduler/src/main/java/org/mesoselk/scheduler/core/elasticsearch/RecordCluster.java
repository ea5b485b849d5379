package org.mesoselk.scheduler.core.elasticsearch;

import java.util.Optional;
import org.mesoselk.commons.elastic.HasData;
import org.mesoselk.commons.elastic.NodeReport;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.TaskRef;

/**
 * The cluster's UUID is recorded once, from the executor of a member that has joined, and never changed. Who speaks for
 * another cluster is not listened to.
 */
final class RecordCluster {

    private RecordCluster() {}

    static void into(ElasticsearchTick tick) {
        for (Member member : tick.members()) {
            if (member.state() instanceof MemberState.Running) {
                reportedBy(tick, member)
                        .filter(uuid -> !heard(tick, uuid, member.name()))
                        .ifPresent(foreign -> tick.look(Optional.empty()));
            }
        }
        tick.look().ifPresent(look -> listenTo(tick, look));
        tick.look().ifPresent(look -> learnHomes(tick, look));
    }

    /** {@code _na_} stands for a cluster that has not formed. */
    static boolean isReal(String uuid) {
        return !uuid.isBlank() && !uuid.equals("_na_");
    }

    /** Before the record nothing shows whose cluster this is: a stranger's node may hold the address of a member that starts. */
    private static void listenTo(ElasticsearchTick tick, ElasticsearchView.Known look) {
        boolean trusted = tick.records().cluster().uuid().isPresent()
                && isReal(look.clusterUuid())
                && heard(tick, look.clusterUuid(), "elasticsearch");
        if (!trusted) {
            tick.look(Optional.empty());
        }
    }

    private static Optional<String> reportedBy(ElasticsearchTick tick, Member member) {
        return member.task()
                .map(TaskRef::id)
                .flatMap(id -> Optional.ofNullable(tick.memory.reports.get(id)))
                .flatMap(NodeReport::clusterUuid)
                .filter(RecordCluster::isReal);
    }

    private static boolean heard(ElasticsearchTick tick, String uuid, String from) {
        Cluster cluster = tick.records().cluster();
        if (cluster.uuid().isEmpty()) {
            tick.records(tick.records().with(cluster.withUuid(uuid)));
            return true;
        }
        if (cluster.uuid().get().equals(uuid)) {
            return true;
        }
        tick.wait(
                "foreign-cluster",
                from,
                from + " speaks for the cluster " + uuid + ", but ours is recorded as "
                        + cluster.uuid().get() + "; nothing is disrupted until it is gone");
        return false;
    }

    /** Elasticsearch may know a node, and give it shards, before Mesos says that it runs. */
    private static void learnHomes(ElasticsearchTick tick, ElasticsearchView.Known look) {
        for (Member member : tick.members()) {
            if (member.data() != HasData.YES) {
                member.task()
                        .filter(task -> isListed(tick, look, member, task))
                        .ifPresent(task -> tick.put(member.withHome(task.agent())));
            }
        }
    }

    /** While a task that was given up may be back under the same node name, the address tells whose node it is. */
    private static boolean isListed(ElasticsearchTick tick, ElasticsearchView.Known look, Member member, TaskRef task) {
        boolean isAlone = tick.records().abandoned().values().stream()
                .noneMatch(abandoned -> abandoned.memberName().equals(member.name()));
        return look.nodes().stream()
                .filter(node -> node.name().equals(member.name()))
                .anyMatch(node -> isAlone || node.httpAddress().endsWith(task.httpAddress()));
    }
}
