package org.mesoselk.simulator.elasticsearch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mesoselk.simulator.elasticsearch.Shard.Copy;
import org.mesoselk.simulator.world.Universe;

/**
 * In every other world clients search all the time, in the others nobody does, and nothing is waited for on their account: until a search ends, it has something open
 * where the copy was that it asked first.
 */
public final class Searches {
    private static final int QUICK = 1_500;
    private static final int SLOW = 20_000;

    private final Universe world;
    private final boolean anybody;
    private long begun;
    private final List<Search> open = new ArrayList<>();

    /** @param on the node that it asked; where the copy is now does not matter to it */
    private record Search(long id, Shard shard, Node on, long began, long ends) {}

    Searches(Universe world) {
        this.world = world;
        this.anybody = world.chance.oneIn(2);
    }

    /** Perhaps another one begins. */
    void step(List<Shard> shards) {
        open.removeIf(search -> search.ends() <= world.now() || search.on().dead);
        if (!anybody || shards.isEmpty() || !world.chance.oneIn(3)) {
            return;
        }
        Shard shard = world.chance.pick(shards);
        List<Copy> active = shard.copies.stream().filter(Copy::active).toList();
        if (!active.isEmpty()) {
            int takes = world.chance.between(50, world.chance.oneIn(10) ? SLOW : QUICK);
            open.add(new Search(++begun, shard, world.chance.pick(active).node, world.now(), world.now() + takes));
        }
    }

    /** Those that have not ended. */
    Set<String> ids() {
        return open.stream()
                .filter(search -> search.ends() > world.now())
                .map(search -> Long.toString(search.id()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What has something open on this node, though nobody would ask it there now; empty when nothing has. */
    public Optional<String> leftOn(Node node) {
        return open.stream()
                .filter(search -> search.ends() > world.now() && search.on() == node)
                .filter(search -> !search.shard().isOn(node))
                .map(search -> "a search of " + search.shard().key() + " since " + search.began() + " ms until "
                        + search.ends() + " ms")
                .findFirst();
    }
}
