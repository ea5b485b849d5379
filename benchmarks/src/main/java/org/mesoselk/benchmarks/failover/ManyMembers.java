package org.mesoselk.benchmarks.failover;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.NodeSetSpec;
import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Resources;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.state.RecordStore;
import org.mesoselk.scheduler.state.ZooKeeperTree;

/** Writes, as a scheduler would, far more members than the API allows (49): all of them run. */
final class ManyMembers {

    private ManyMembers() {}

    static void record(String zookeeper, String frameworkId, int count) throws Exception {
        try (CuratorFramework client = CuratorFrameworkFactory.newClient(zookeeper, new RetryOneTime(1000))) {
            client.start();
            if (!client.blockUntilConnected(10, TimeUnit.SECONDS)) {
                throw new IOException("no connection to ZooKeeper at " + zookeeper);
            }
            RecordStore store = new RecordStore(
                    new ZooKeeperTree(client), "", Product.ELASTICSEARCH, "elasticsearch", InstantSource.system());
            Records first = store.takeOver(
                    new ElasticsearchSpec(1, "mesos-elk", nodeSet(count), ElasticsearchSpec.Replication.ALL));
            TreeMap<String, Member> members = new TreeMap<>();
            for (int ordinal = 0; ordinal < count; ordinal++) {
                Member member = member(ordinal);
                members.put(member.name(), member);
            }
            store.write(
                    first,
                    new Records(
                            Optional.of(frameworkId),
                            first.spec(),
                            Cluster.NONE.withUuid("wXhJq2oPQ7uGJH0xM2lM5A").withNextTask(count),
                            members,
                            Optional.empty()));
        }
    }

    private static Member member(int ordinal) {
        AgentRef agent = new AgentRef("agent-S" + ordinal, "agent-" + ordinal + ".example.org", "127.0.0.1");
        TaskRef task = new TaskRef(
                "es-default-" + ordinal + "." + ordinal, agent, 1, 2, Instant.parse("2026-01-01T00:00:00Z"));
        return new Member(
                "es-default-" + ordinal,
                "default",
                ordinal,
                ordinal < 5,
                new Member.Goal.Stay(),
                new MemberState.Running(task, true),
                Optional.of(agent),
                0,
                Optional.empty());
    }

    private static NodeSetSpec nodeSet(int count) {
        return new NodeSetSpec("default", count, 5, new Resources(1, 1024, 1000), 512, List.of(), 0, Map.of());
    }
}
