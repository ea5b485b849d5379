package org.mesoselk.simulator.elasticsearch;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mesoselk.commons.elastic.ElasticsearchTask;

/** One running Elasticsearch process. */
public final class Node {
    final String name;
    final Disk disk;
    final boolean masterEligible;
    final String httpAddress;
    final String transportAddress;
    final List<String> initialMasters;
    /** Of the cluster that it was told to join; empty when it may form one. */
    final Optional<String> told;

    final Set<String> seeds = new TreeSet<>();
    /** When it begins to look for others. */
    final long upAt;

    boolean dead;
    boolean cut;
    long cutAt;
    boolean joined;
    boolean everJoined;

    public Node(ElasticsearchTask task, String ip, Disk disk, long upAt) {
        this.name = task.nodeName();
        this.disk = disk;
        this.masterEligible = task.roles().contains("master");
        this.httpAddress = ip + ":" + task.httpPort();
        this.transportAddress = ip + ":" + task.transportPort();
        this.initialMasters = task.initialMasterNodes();
        this.told = task.clusterUuid();
        this.seeds.addAll(task.seedHosts());
        this.upAt = upAt;
    }

    public Disk disk() {
        return disk;
    }

    public String nodeId() {
        return disk.nodeId;
    }

    /** Has been accepted by a master at least once. */
    public boolean everJoined() {
        return everJoined;
    }

    public void seeds(List<String> told) {
        seeds.clear();
        seeds.addAll(told);
    }

    boolean talks(long now) {
        return !dead && !cut && now >= upAt;
    }

    @Override
    public String toString() {
        return name + "@" + disk.host + (joined ? "" : " (not joined)");
    }
}
