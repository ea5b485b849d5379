package org.mesoselk.simulator.elasticsearch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.mesoselk.simulator.elasticsearch.Disk.Held;
import org.mesoselk.simulator.elasticsearch.Shard.Copy;
import org.mesoselk.simulator.elasticsearch.Shard.State;
import org.mesoselk.simulator.world.Universe;

/** Where copies go: one step for one shard, as the elected master does it. */
final class Allocation {
    private static final long DELAYED = 15_000;

    private final Universe world;

    Allocation(Universe world) {
        this.world = world;
    }

    /** @param nodes all that have joined */
    void step(Shard shard, int replicas, List<Node> nodes, Set<String> excludes) {
        finish(shard);
        List<Node> eligible = new ArrayList<>();
        for (Node node : nodes) {
            if (!excludes.contains(node.name)) {
                eligible.add(node);
            }
        }
        if (shard.primary().isEmpty()) {
            recoverPrimary(shard, nodes, eligible);
            return;
        }
        shrink(shard, replicas, excludes);
        grow(shard, replicas, eligible);
        moveAway(shard, eligible, excludes);
    }

    /** Some time after a node has left its copies are made anew elsewhere. */
    void delayReplicas(Shard shard) {
        shard.replicasNotBefore = world.now() + world.chance.between(0, (int) DELAYED);
    }

    private void finish(Shard shard) {
        for (Copy copy : List.copyOf(shard.copies)) {
            if (copy.state == State.INITIALIZING && world.now() >= copy.readyAt && shard.copies.contains(copy)) {
                finish(shard, copy);
            }
        }
    }

    private static void finish(Shard shard, Copy copy) {
        boolean fromDisk = copy.primary && copy.peer == null;
        Copy source = shard.primary().orElse(null);
        if (!fromDisk && source == null) {
            shard.copies.remove(copy);
            return;
        }
        long documents = fromDisk ? copy.node.disk.documents(shard.key()) : source.node.disk.documents(shard.key());
        copy.state = State.STARTED;
        copy.node.disk.held.put(shard.key(), new Held(copy.allocation, documents));
        shard.inSync.add(copy.allocation);
        if (copy.peer != null) {
            Copy left = copy.peer;
            copy.peer = null;
            copy.primary = left.primary;
            remove(shard, left);
        }
    }

    private static void remove(Shard shard, Copy copy) {
        shard.copies.remove(copy);
        shard.inSync.remove(copy.allocation);
        copy.node.disk.held.remove(shard.key());
    }

    private void recoverPrimary(Shard shard, List<Node> nodes, List<Node> eligible) {
        if (shard.copies.stream().anyMatch(copy -> copy.primary)) {
            return;
        }
        shard.copies.clear();
        boolean isNew = shard.inSync.isEmpty();
        List<Node> holders = isNew
                ? eligible
                : nodes.stream().filter(node -> holdsInSync(shard, node)).toList();
        boolean sought = shard.searching;
        shard.searching = !sought && !holders.isEmpty();
        if (holders.isEmpty() || !sought && !isNew) {
            return;
        }
        shard.searching = false;
        // One that is excluded is taken only when nobody else has it.
        List<Node> better = holders.stream().filter(eligible::contains).toList();
        Node chosen = world.chance.pick(better.isEmpty() ? holders : better);
        int allocation =
                isNew ? ++shard.allocations : chosen.disk.held.get(shard.key()).allocation();
        Copy copy = new Copy(chosen, allocation, soon());
        copy.primary = true;
        shard.copies.add(copy);
    }

    private static boolean holdsInSync(Shard shard, Node node) {
        Held held = node.disk.held.get(shard.key());
        return held != null && shard.inSync.contains(held.allocation());
    }

    /** Elasticsearch takes any replica away, not always the one that is to go anyway. */
    private void shrink(Shard shard, int replicas, Set<String> excludes) {
        while (shard.assigned() > 1 + replicas) {
            List<Copy> candidates = new ArrayList<>();
            for (Copy copy : shard.copies) {
                if (!copy.primary && !copy.isTarget()) {
                    candidates.add(copy);
                }
            }
            List<Copy> excluded = candidates.stream()
                    .filter(copy -> excludes.contains(copy.node.name))
                    .toList();
            Copy victim = world.chance.pick(excluded.isEmpty() || world.chance.oneIn(4) ? candidates : excluded);
            if (victim.peer != null) {
                shard.copies.remove(victim.peer);
            }
            remove(shard, victim);
        }
    }

    private void grow(Shard shard, int replicas, List<Node> eligible) {
        if (shard.assigned() >= 1 + replicas) {
            return;
        }
        List<Node> free = eligible.stream().filter(node -> !shard.isOn(node)).toList();
        List<Node> known = free.stream()
                .filter(node -> node.disk.held.containsKey(shard.key()))
                .toList();
        if (free.isEmpty() || known.isEmpty() && world.now() < shard.replicasNotBefore) {
            return;
        }
        shard.copies.add(new Copy(world.chance.pick(known.isEmpty() ? free : known), ++shard.allocations, soon()));
    }

    private void moveAway(Shard shard, List<Node> eligible, Set<String> excludes) {
        for (Copy copy : List.copyOf(shard.copies)) {
            boolean balances = world.chance.oneIn(400);
            if (copy.state != State.STARTED || !excludes.contains(copy.node.name) && !balances) {
                continue;
            }
            List<Node> free =
                    eligible.stream().filter(node -> !shard.isOn(node)).toList();
            if (!free.isEmpty()) {
                Copy target = new Copy(world.chance.pick(free), ++shard.allocations, soon());
                target.peer = copy;
                copy.peer = target;
                copy.state = State.RELOCATING;
                shard.copies.add(target);
            }
        }
    }

    private long soon() {
        return world.now() + world.chance.between(500, world.chance.oneIn(10) ? 30_000 : 4_000);
    }
}
