package org.mesoselk.simulator.elasticsearch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mesoselk.simulator.world.Violation;

/** Who is in the cluster: discovery by seeds, election by the committed voting configuration, joining, leaving. */
final class Membership {
    /** A node that does not answer is taken out of the cluster after so long. */
    private static final long SILENCE = 12_000;

    private final Cluster cluster;
    private Node master;
    private long electionNotBefore;
    /** What a master that was cut off goes on to show for a while. */
    private Node isolatedMaster;

    private Looks.Frozen isolatedLook;

    Membership(Cluster cluster) {
        this.cluster = cluster;
    }

    Optional<Node> master() {
        return Optional.ofNullable(master);
    }

    Optional<Looks.Frozen> isolated(Node asked) {
        return Optional.ofNullable(asked == isolatedMaster && asked.cut ? isolatedLook : null);
    }

    void stepDown() {
        master = null;
        electionNotBefore = now() + cluster.world.chance.between(1_000, 6_000);
    }

    void cut(Node node) {
        if (node == master && node.cut) {
            isolatedMaster = node;
            isolatedLook = new Looks.Frozen(cluster.looks().cutOff(), now() + 20_000);
            stepDown();
        }
    }

    void left(Node node) {
        node.joined = false;
        if (master != null && (node == master || !hasQuorum(joinedAndTalking()))) {
            stepDown();
        }
        cluster.left(node);
    }

    void step() {
        removeSilent();
        if (!cluster.isFormed()) {
            bootstrap();
        } else {
            refuseSecondCluster();
        }
        if (!cluster.isFormed()) {
            return;
        }
        if (master != null && !hasQuorum(joinedAndTalking())) {
            stepDown();
        }
        if (master == null) {
            elect();
        }
        if (master != null) {
            join();
            vote();
        }
    }

    private long now() {
        return cluster.world.now();
    }

    private void removeSilent() {
        for (Node node : List.copyOf(cluster.nodes)) {
            if (node.joined && node.cut && now() - node.cutAt > SILENCE) {
                left(node);
            }
        }
    }

    /** As Elasticsearch does it: more than half of the initial masters, none of which has ever been in a cluster. */
    private Optional<Node> founder() {
        for (Node node : cluster.nodes) {
            if (node.initialMasters.isEmpty() || !node.talks(now()) || !node.disk.clusterUuid.isEmpty()) {
                continue;
            }
            Set<String> found = new TreeSet<>();
            for (Node other : reachedFrom(node)) {
                if (other.disk.clusterUuid.isEmpty() && node.initialMasters.contains(other.name)) {
                    found.add(other.name);
                } else if (other.joined && master != null) {
                    return Optional.empty();
                }
            }
            if (2 * found.size() > node.initialMasters.size()) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }

    private void bootstrap() {
        Optional<Node> founder = founder();
        founder.ifPresent(node -> {
            cluster.formed(node);
            Set<String> voters = new TreeSet<>();
            // As in Elasticsearch those that are not there yet have a place kept, and count for the majority.
            node.initialMasters.forEach(name -> voters.add("place of " + name));
            for (Node other : reachedFrom(node)) {
                if (voters.remove("place of " + other.name)) {
                    voters.add(other.nodeId());
                }
            }
            cluster.voting = voters;
            master = node;
            // Who votes for a candidate joins it.
            for (Node other : reachedFrom(node)) {
                if (voters.contains(other.nodeId())) {
                    accept(other);
                }
            }
        });
    }

    private void refuseSecondCluster() {
        founder().ifPresent(node -> {
            throw new Violation(
                    "second-cluster",
                    node + " forms a new cluster beside " + cluster.uuid + " with " + node.initialMasters);
        });
    }

    private void elect() {
        if (now() < electionNotBefore) {
            return;
        }
        List<Node> candidates = new ArrayList<>();
        for (Node node : cluster.nodes) {
            if (node.masterEligible && node.talks(now()) && node.disk.clusterUuid.equals(cluster.uuid)) {
                candidates.add(node);
            }
        }
        for (Node candidate : candidates) {
            Set<String> votes = new TreeSet<>();
            for (Node other : reachedFrom(candidate)) {
                if (other.disk.clusterUuid.equals(cluster.uuid)) {
                    votes.add(other.nodeId());
                }
            }
            if (cluster.voting.contains(candidate.nodeId()) && Votes.isQuorum(cluster.voting, votes)) {
                List<Node> able = candidates.stream()
                        .filter(node -> cluster.voting.contains(node.nodeId()))
                        .toList();
                master = cluster.world.chance.pick(able);
                cluster.world.tell(() -> "elasticsearch: " + master + " is elected master");
                cluster.elected(!master.joined);
                reachedFrom(master).stream()
                        .filter(node -> votes.contains(node.nodeId()))
                        .forEach(this::accept);
                cluster.nodes.stream()
                        .filter(node -> node.joined && node.cut)
                        .toList()
                        .forEach(this::left);
                return;
            }
        }
    }

    private boolean hasQuorum(Collection<String> present) {
        return Votes.isQuorum(cluster.voting, present);
    }

    private Set<String> joinedAndTalking() {
        Set<String> ids = new TreeSet<>();
        for (Node node : cluster.nodes) {
            if (node.joined && !node.cut) {
                ids.add(node.nodeId());
            }
        }
        return ids;
    }

    private void join() {
        for (Node node : List.copyOf(cluster.nodes)) {
            if (!node.joined
                    && node.talks(now())
                    && isWelcome(node)
                    && reachedFrom(node).contains(master)) {
                accept(node);
                cluster.world.tell(() -> "elasticsearch: " + node + " joins");
            }
        }
        Set<String> addresses = new TreeSet<>();
        for (Node node : cluster.nodes) {
            if (node.joined && node.masterEligible) {
                addresses.add(node.transportAddress);
            }
        }
        for (Node node : cluster.nodes) {
            if (node.joined && !node.cut) {
                node.disk.lastMasters.clear();
                node.disk.lastMasters.addAll(addresses);
            }
        }
    }

    private boolean isWelcome(Node node) {
        return node.disk.clusterUuid.isEmpty() || node.disk.clusterUuid.equals(cluster.uuid);
    }

    private void accept(Node node) {
        node.joined = true;
        node.everJoined = true;
        node.disk.clusterUuid = cluster.uuid;
    }

    private void vote() {
        Set<String> live = new TreeSet<>();
        Set<String> retired = new TreeSet<>();
        for (Node node : cluster.nodes) {
            if (node.joined && node.masterEligible && !node.cut) {
                live.add(node.nodeId());
            }
            if (cluster.votingExclusions.contains(node.name)) {
                retired.add(node.nodeId());
            }
        }
        cluster.disks.values().stream()
                .filter(disk -> cluster.votingExclusions.contains(disk.member))
                .forEach(disk -> retired.add(disk.nodeId));
        cluster.voting = Votes.reconfigure(live, retired, master.nodeId(), cluster.voting);
        if (!cluster.voting.contains(master.nodeId())) {
            for (Node node : cluster.nodes) {
                if (node.joined && !node.cut && cluster.voting.contains(node.nodeId())) {
                    master = node;
                    return;
                }
            }
        }
    }

    /** Nodes know those that their seeds and their last state name, and those whom these know. */
    private Set<Node> reachedFrom(Node start) {
        Set<Node> reached = new LinkedHashSet<>();
        Deque<Node> open = new ArrayDeque<>();
        reached.add(start);
        open.add(start);
        while (!open.isEmpty()) {
            Node from = open.remove();
            for (Node other : cluster.nodes) {
                if (!reached.contains(other) && other.talks(now()) && (knows(from, other) || knows(other, from))) {
                    reached.add(other);
                    open.add(other);
                }
            }
        }
        return reached;
    }

    private static boolean knows(Node one, Node other) {
        return other.masterEligible
                && (one.seeds.contains(other.transportAddress)
                        || one.disk.lastMasters.contains(other.transportAddress));
    }
}
