package org.mesoselk.simulator.elasticsearch;

import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A member's data directory on a host: outlives tasks, not its host. */
public final class Disk {
    final String member;
    final String host;
    final String nodeId;
    /** Of the cluster that its node has joined; empty while it never has. */
    String clusterUuid = "";
    /** Copies of shards as the node left them. */
    final TreeMap<String, Held> held = new TreeMap<>();
    /** Addresses of masters as the node last knew them. */
    final Set<String> lastMasters = new TreeSet<>();

    boolean destroyed;
    Node user;

    /** @param documents so many of the first documents of the shard */
    record Held(int allocation, long documents) {}

    Disk(String member, String host) {
        this.member = member;
        this.host = host;
        this.nodeId = "id-" + member + "@" + host;
    }

    public String member() {
        return member;
    }

    public String host() {
        return host;
    }

    /** Its node has been sent the state of a cluster. */
    public boolean hasData() {
        return !clusterUuid.isEmpty();
    }

    long documents(String shard) {
        Held copy = held.get(shard);
        return copy == null ? 0 : copy.documents();
    }

    @Override
    public String toString() {
        return member + "@" + host + (destroyed ? " (destroyed)" : "");
    }
}
