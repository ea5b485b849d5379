package org.mesoselk.simulator.elasticsearch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec.Replication;
import org.mesoselk.simulator.world.Universe;

/** The Elasticsearch cluster: its nodes, its state as the elected master has committed it, its shards, its disks. */
public final class Cluster {
    private static final long STEP = 500;
    private static final int MOST_VOTING_EXCLUSIONS = 10;
    /** It answers a new exclude first, and counts the copies of what expands by itself a moment later: 0.1 s as measured. */
    private static final int COUNTED_AFTER = 250;

    private static final int COUNTED_LATE = 3_000;

    final Universe world;
    final List<Node> nodes = new ArrayList<>();
    final Map<String, Disk> disks = new TreeMap<>();
    final Map<String, Integer> replication = new TreeMap<>();
    final List<Shard> shards = new ArrayList<>();
    final Set<String> excludes = new TreeSet<>();
    /** The excludes as they were when copies were last counted. */
    private Set<String> counted = Set.of();

    /** Nodes that left while no master could take note of it. */
    private final List<Node> unnoticed = new ArrayList<>();

    final Set<String> votingExclusions = new TreeSet<>();
    Set<String> voting = new TreeSet<>();
    Optional<Replication> template = Optional.empty();
    String uuid = "";
    private final Membership membership;
    private final Allocation allocation;
    private final Searches searches;
    private long silentUntil;

    public Cluster(Universe world) {
        this.world = world;
        this.membership = new Membership(this);
        this.allocation = new Allocation(world);
        this.searches = new Searches(world);
        world.agenda.in(STEP, this::step);
    }

    public Disk disk(String member, String host) {
        return disks.computeIfAbsent(member + "@" + host, any -> new Disk(member, host));
    }

    public boolean isFormed() {
        return !uuid.isEmpty();
    }

    public Set<String> excludes() {
        return excludes;
    }

    public Set<String> votingExclusions() {
        return votingExclusions;
    }

    public String uuid() {
        return uuid;
    }

    /** @return whether its data directory was free; a second process on it ends at once */
    public boolean start(Node node) {
        if (node.disk.user != null) {
            return false;
        }
        node.disk.user = node;
        nodes.add(node);
        return true;
    }

    public void stop(Node node) {
        node.dead = true;
        nodes.remove(node);
        if (node.disk.user == node) {
            node.disk.user = null;
        }
        if (node.joined) {
            membership.left(node);
        }
    }

    /** The others and it do not reach each other. */
    public void cut(String host, boolean isCut) {
        for (Node node : nodes) {
            if (node.disk.host.equals(host) && node.cut != isCut) {
                node.cut = isCut;
                node.cutAt = world.now();
                membership.cut(node);
            }
        }
    }

    /** Its disks are gone for good: what only they had is lost, and that is nobody's fault. */
    public void destroy(String host) {
        for (Disk disk : disks.values()) {
            if (disk.host.equals(host)) {
                disk.destroyed = true;
                disk.held.clear();
            }
        }
    }

    public void silent(long until) {
        silentUntil = Math.max(silentUntil, until);
    }

    boolean isSilent() {
        return world.now() < silentUntil;
    }

    /** The elected master steps down. */
    public void elect() {
        membership.stepDown();
    }

    private void step() {
        membership.step();
        if (membership.master().isPresent()) {
            searches.step(shards);
            List<Node> joined = joined();
            for (Shard shard : shards) {
                allocation.step(shard, replicas(shard.index), joined, excludes);
                write(shard);
            }
        }
        world.agenda.in(STEP, this::step);
    }

    /** A client writes one document: it is acknowledged when each in-sync copy has it. */
    private void write(Shard shard) {
        Optional<Shard.Copy> primary = shard.primary();
        if (primary.isEmpty() || shard.copies.stream().anyMatch(copy -> !copy.node.talks(world.now()))) {
            return;
        }
        Set<Integer> active = new TreeSet<>();
        for (Shard.Copy copy : shard.copies) {
            if (copy.active()) {
                active.add(copy.allocation);
            }
        }
        // The master takes those that are not there for stale before the document is acknowledged.
        shard.inSync.retainAll(active);
        for (Shard.Copy copy : shard.copies) {
            if (copy.active()) {
                long documents = copy.node.disk.documents(shard.key());
                copy.node.disk.held.put(shard.key(), new Disk.Held(copy.allocation, documents + 1));
            }
        }
        shard.acknowledged++;
    }

    int replicas(String index) {
        return replicas(index, counted);
    }

    /** As it will be when the excludes that are in force are counted. */
    int replicasSoon(String index) {
        return replicas(index, excludes);
    }

    private int replicas(String index, Set<String> excluded) {
        int fixed = replication.get(index);
        if (fixed >= 0) {
            return fixed;
        }
        int eligible = 0;
        for (Node node : nodes) {
            eligible += node.joined && !excluded.contains(node.name) ? 1 : 0;
        }
        return Math.max(0, eligible - 1);
    }

    List<Node> joined() {
        List<Node> joined = new ArrayList<>();
        for (Node node : nodes) {
            if (node.joined) {
                joined.add(node);
            }
        }
        return joined;
    }

    /** Without a master nobody takes over its copies: that is for the next one to see to. */
    void left(Node node) {
        if (membership.master().isEmpty()) {
            unnoticed.add(node);
            return;
        }
        for (Shard shard : shards) {
            if (shard.isOn(node)) {
                shard.fail(node);
                allocation.delayReplicas(shard);
            }
        }
    }

    /**
     * Which copy is where is on no disk: a master that was in the cluster before knows it, one that has just started allocates
     * all shards anew out of what nodes have on their disks.
     */
    void elected(boolean hasJustStarted) {
        if (hasJustStarted) {
            shards.forEach(Shard::unassign);
        } else {
            List.copyOf(unnoticed).forEach(this::left);
        }
        unnoticed.clear();
    }

    void formed(Node by) {
        uuid = "uuid-" + world.chance.between(1000, 9999);
        world.tell(() -> "elasticsearch: the cluster " + uuid + " is formed by " + by);
    }

    /** @param replicas -1 for 0-all */
    public void createIndex(String name, int replicas, int count) {
        if (isFormed() && !replication.containsKey(name)) {
            replication.put(name, replicas);
            for (int number = 0; number < count; number++) {
                shards.add(new Shard(name, number));
            }
        }
    }

    /** The operator gives up indices that the faults have taken parts of. */
    public void deleteLost() {
        Set<String> lost = new TreeSet<>();
        for (Shard shard : shards) {
            if (shard.excused) {
                lost.add(shard.index);
            }
        }
        shards.removeIf(shard -> lost.contains(shard.index));
        replication.keySet().removeAll(lost);
    }

    /** @return why it was refused; empty when it was done */
    public Optional<String> change(Call.ToElasticsearch call) {
        if (membership.master().isEmpty()) {
            return Optional.of("503 no master");
        }
        if (call instanceof Call.SetAllocationExcludes set) {
            excludes.clear();
            excludes.addAll(set.nodeNames());
            int after = world.chance.between(20, world.chance.oneIn(8) ? COUNTED_LATE : COUNTED_AFTER);
            world.agenda.in(after, () -> counted = new TreeSet<>(excludes));
        } else if (call instanceof Call.AddVotingExclusions add) {
            Set<String> all = new TreeSet<>(votingExclusions);
            all.addAll(add.nodeNames());
            if (all.size() > MOST_VOTING_EXCLUSIONS) {
                return Optional.of("400 more than " + MOST_VOTING_EXCLUSIONS + " voting exclusions");
            }
            votingExclusions.addAll(add.nodeNames());
        } else if (call instanceof Call.ClearVotingExclusions) {
            votingExclusions.clear();
        } else if (call instanceof Call.PutTemplate put) {
            template = Optional.of(put.replication());
        }
        return Optional.empty();
    }

    public Searches searches() {
        return searches;
    }

    Membership membership() {
        return membership;
    }

    public Looks looks() {
        return new Looks(this);
    }

    public Holdings holdings() {
        return new Holdings(this);
    }
}
