package org.mesoselk.scheduler.core.elasticsearch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Health;
import org.mesoselk.scheduler.core.model.ElasticsearchView.ShardCopy;
import org.mesoselk.scheduler.core.model.ElasticsearchView.ShardCopy.State;

/** A cluster with real enough votes, shards, in-sync copies and allocation: each step moves every shard a little. */
final class FakeElasticsearch {

    static final class Copy {
        final String node;
        State state;
        boolean primary;
        String target = "";

        Copy(String node, State state, boolean primary) {
            this.node = node;
            this.state = state;
            this.primary = primary;
        }

        boolean active() {
            return state == State.STARTED || state == State.RELOCATING;
        }
    }

    /** @param fixedReplicas -1 for 0-all */
    static final class Shard {
        final String index;
        final int fixedReplicas;
        final List<Copy> copies = new ArrayList<>();
        /** Nodes whose disk has all acknowledged documents. */
        final Set<String> inSync = new TreeSet<>();

        Shard(String index, int fixedReplicas) {
            this.index = index;
            this.fixedReplicas = fixedReplicas;
        }

        Optional<Copy> on(String node) {
            return copies.stream().filter(copy -> copy.node.equals(node)).findFirst();
        }

        boolean red() {
            return copies.stream().noneMatch(copy -> copy.primary && copy.active());
        }
    }

    final String uuid = "cluster-uuid";
    final Set<String> excludes = new TreeSet<>();
    final Set<String> votingExclusions = new TreeSet<>();
    final Set<String> votingConfiguration = new TreeSet<>();
    final Set<String> started = new TreeSet<>();
    final Map<String, Boolean> joined = new TreeMap<>();
    final List<Shard> shards = new ArrayList<>();
    Optional<ElasticsearchSpec.Replication> template = Optional.empty();
    boolean formed;
    boolean answers = true;
    private final Map<String, FakeMesos.Task> tasks = new TreeMap<>();

    void start(FakeMesos.Task task) {
        started.add(task.member);
        tasks.put(task.member, task);
    }

    boolean isNodeOf(FakeMesos.Task task) {
        return tasks.get(task.member) == task;
    }

    boolean hasJoined(String node) {
        return joined.containsKey(node);
    }

    void stop(String node) {
        started.remove(node);
        tasks.remove(node);
        joined.remove(node);
        for (Shard shard : shards) {
            shard.on(node).ifPresent(copy -> drop(shard, copy));
            shard.copies.forEach(copy -> {
                if (copy.target.equals(node)) {
                    copy.target = "";
                    copy.state = State.STARTED;
                }
            });
        }
    }

    private void drop(Shard shard, Copy gone) {
        shard.copies.remove(gone);
        if (!gone.target.isEmpty()) {
            shard.copies.removeIf(copy -> copy.node.equals(gone.target) && !copy.active());
        }
        if (gone.primary) {
            Optional<Copy> heir = shard.copies.stream().filter(Copy::active).findFirst();
            heir.ifPresent(copy -> copy.primary = true);
            if (heir.isEmpty()) {
                shard.copies.clear();
            }
        }
        if (gone.active() && shard.copies.stream().anyMatch(Copy::active)) {
            shard.inSync.remove(gone.node);
        }
    }

    boolean hasMaster() {
        return formed
                && 2 * votingConfiguration.stream().filter(joined::containsKey).count() > votingConfiguration.size();
    }

    void step() {
        bootstrap();
        if (formed && 2 * votingConfiguration.stream().filter(started::contains).count() > votingConfiguration.size()) {
            started.forEach(node ->
                    joined.putIfAbsent(node, tasks.get(node).payload.roles().contains("master")));
        }
        if (!hasMaster()) {
            return;
        }
        vote();
        shards.forEach(this::allocate);
    }

    private void bootstrap() {
        if (formed) {
            return;
        }
        for (FakeMesos.Task task : tasks.values()) {
            Set<String> initial = new TreeSet<>(task.payload.initialMasterNodes());
            long there = initial.stream().filter(started::contains).count();
            if (!initial.isEmpty() && 2 * there > initial.size()) {
                formed = true;
                votingConfiguration.addAll(initial);
                shards.add(new Shard("auto", -1));
                shards.add(new Shard("one-replica", 1));
                shards.add(new Shard("no-replica", 0));
                return;
            }
        }
    }

    private void vote() {
        List<String> voters = joined.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .filter(name -> !votingExclusions.contains(name))
                .collect(Collectors.toCollection(ArrayList::new));
        if (voters.isEmpty()) {
            return;
        }
        if (voters.size() % 2 == 0) {
            voters.remove(voters.size() - 1);
        }
        votingConfiguration.clear();
        votingConfiguration.addAll(voters);
    }

    private void allocate(Shard shard) {
        finishMoves(shard);
        List<String> eligible = joined.keySet().stream()
                .filter(node -> !excludes.contains(node))
                .toList();
        if (shard.red()) {
            // Elasticsearch forces a primary onto the node that has its data, excluded or not.
            recoverPrimary(shard, shard.inSync.isEmpty() ? eligible : List.copyOf(joined.keySet()));
            return;
        }
        int wanted = 1 + replicas(shard);
        long onEligible = shard.copies.stream()
                .filter(copy -> eligible.contains(copy.node))
                .count();
        for (Copy copy : List.copyOf(shard.copies)) {
            boolean surplus = shard.copies.size() > wanted && !copy.primary && copy.state == State.STARTED;
            if (surplus && (excludes.contains(copy.node) || onEligible >= wanted)) {
                drop(shard, copy);
                shard.inSync.remove(copy.node);
            }
        }
        Optional<String> free =
                eligible.stream().filter(node -> shard.on(node).isEmpty()).min(Comparator.naturalOrder());
        Optional<Copy> stranded = shard.copies.stream()
                .filter(copy -> excludes.contains(copy.node) && copy.state == State.STARTED)
                .findFirst();
        if (shard.copies.size() < wanted && free.isPresent()) {
            shard.copies.add(new Copy(free.get(), State.INITIALIZING, false));
        } else if (stranded.isPresent() && free.isPresent()) {
            stranded.get().state = State.RELOCATING;
            stranded.get().target = free.get();
            shard.copies.add(new Copy(free.get(), State.INITIALIZING, false));
        } else if (stranded.isPresent() && stranded.get().primary && shard.copies.size() > wanted) {
            shard.copies.stream()
                    .filter(copy -> copy.state == State.STARTED && eligible.contains(copy.node))
                    .findFirst()
                    .ifPresent(copy -> {
                        copy.primary = true;
                        stranded.get().primary = false;
                    });
        }
    }

    private void finishMoves(Shard shard) {
        for (Copy copy : List.copyOf(shard.copies)) {
            if (copy.state == State.INITIALIZING) {
                copy.state = State.STARTED;
                shard.inSync.add(copy.node);
                shard.copies.stream()
                        .filter(source -> source.target.equals(copy.node))
                        .findFirst()
                        .ifPresent(source -> {
                            copy.primary = source.primary;
                            shard.copies.remove(source);
                            shard.inSync.remove(source.node);
                        });
            }
        }
    }

    private static void recoverPrimary(Shard shard, List<String> eligible) {
        boolean isNew = shard.inSync.isEmpty();
        eligible.stream()
                .filter(node -> isNew || shard.inSync.contains(node))
                .findFirst()
                .ifPresent(node -> {
                    shard.copies.clear();
                    shard.copies.add(new Copy(node, State.STARTED, true));
                    shard.inSync.clear();
                    shard.inSync.add(node);
                });
    }

    private int replicas(Shard shard) {
        long eligible = joined.keySet().stream()
                .filter(node -> !excludes.contains(node))
                .count();
        return shard.fixedReplicas >= 0 ? shard.fixedReplicas : (int) Math.max(0, eligible - 1);
    }

    void receive(Call.ToElasticsearch call) {
        if (call instanceof Call.SetAllocationExcludes set) {
            excludes.clear();
            excludes.addAll(set.nodeNames());
        } else if (call instanceof Call.AddVotingExclusions add) {
            votingExclusions.addAll(add.nodeNames());
        } else if (call instanceof Call.ClearVotingExclusions) {
            votingExclusions.clear();
        } else if (call instanceof Call.PutTemplate put) {
            template = Optional.of(put.replication());
        }
    }

    ElasticsearchView view(Instant now) {
        if (!answers || !hasMaster()) {
            return new ElasticsearchView.Unknown(now, "503 no master");
        }
        List<ShardCopy> copies = new ArrayList<>();
        for (Shard shard : shards) {
            if (shard.red()) {
                copies.add(new ShardCopy(
                        shard.index, 0, true, State.UNASSIGNED, Optional.empty(), Optional.empty(), false));
                continue;
            }
            shard.copies.forEach(copy -> copies.add(new ShardCopy(
                    shard.index,
                    0,
                    copy.primary,
                    copy.state,
                    Optional.of(copy.node),
                    Optional.of(copy.target).filter(target -> !target.isEmpty()),
                    shard.inSync.contains(copy.node))));
        }
        return new ElasticsearchView.Known(
                now,
                uuid,
                health(),
                votingConfiguration.stream()
                        .filter(joined::containsKey)
                        .findFirst()
                        .orElse(""),
                joined.entrySet().stream()
                        .map(entry -> new ElasticsearchView.Node(
                                "id-" + entry.getKey(), entry.getKey(), "", entry.getValue(), true, 10, 1000, 2000))
                        .toList(),
                shards.stream()
                        .map(shard ->
                                new ElasticsearchView.Index(shard.index, replicas(shard), shard.fixedReplicas < 0))
                        .toList(),
                copies,
                new HashSet<>(excludes),
                new HashSet<>(votingExclusions),
                votingConfiguration.stream().map(name -> "id-" + name).collect(Collectors.toSet()),
                0,
                0,
                0,
                template);
    }

    Health health() {
        if (shards.stream().anyMatch(Shard::red)) {
            return Health.RED;
        }
        boolean all = shards.stream()
                .allMatch(shard -> shard.copies.stream().filter(Copy::active).count() >= 1 + replicas(shard));
        return all ? Health.GREEN : Health.YELLOW;
    }
}
