package org.mesoselk.simulator.zookeeper;

import java.util.List;
import java.util.Optional;
import org.mesoselk.scheduler.state.StoreUnavailableException;
import org.mesoselk.scheduler.state.Tree;
import org.mesoselk.simulator.world.Universe;
import org.mesoselk.simulator.world.Weather.Risk;

/**
 * One process' view of {@link Ensemble}. It never goes back in time, but may lag behind until a sync; a call may fail before
 * or after it took effect, and nobody can tell which.
 */
public final class Session implements Tree {
    private final Universe world;
    private final Ensemble ensemble;
    private final Between between;
    private long seen;
    /** When it wrote the node that it does not check. */
    private long wroteAt;

    private Optional<String> unchecked = Optional.empty();

    /** Where a process may be interrupted, or die: before and after each step that others can see. */
    public interface Between {
        /** Before or after a step; may take virtual time, may throw an Error. */
        void step();
    }

    public Session(Universe world, Ensemble ensemble, Between between) {
        this.world = world;
        this.ensemble = ensemble;
        this.between = between;
    }

    /** From now on this session takes this node for what it wrote itself, whoever wrote it since: a fault to be found. */
    public Session ignoring(String nodeName) {
        unchecked = Optional.of(nodeName);
        return this;
    }

    private boolean isOwn(String path) {
        return unchecked.filter(path::endsWith).isPresent();
    }

    @Override
    public Optional<Stored> read(String path) throws StoreUnavailableException {
        return attempt(() -> ensemble.read(path, isOwn(path) && wroteAt > 0 ? wroteAt : view()));
    }

    @Override
    public List<String> children(String path) throws StoreUnavailableException {
        return attempt(() -> ensemble.children(path, view()));
    }

    @Override
    public void sync(String path) throws StoreUnavailableException {
        attempt(() -> seen = ensemble.zxid());
    }

    @Override
    public void createFolder(String path) throws StoreUnavailableException {
        // Folders are not modelled: a node without a parent is as good.
        between.step();
    }

    @Override
    public void transact(List<Change> changes) throws StoreUnavailableException, ConflictException {
        between.step();
        slowly();
        answers();
        if (world.strikes(Risk.WRITE_LOST)) {
            throw lost("connection loss");
        }
        ensemble.transact(changes, this, unchecked);
        seen = ensemble.zxid();
        if (changes.stream().anyMatch(change -> isOwn(change.path()) && !(change instanceof Change.Check))) {
            wroteAt = seen;
        }
        between.step();
        if (world.strikes(Risk.WRITE_TAKEN_FOR_LOST)) {
            world.tell(() -> "a write to ZooKeeper was done, but its answer is lost");
            throw lost("connection loss");
        }
    }

    private interface Attempt<T> {
        T run();
    }

    private <T> T attempt(Attempt<T> attempt) throws StoreUnavailableException {
        between.step();
        answers();
        if (world.strikes(Risk.WRITE_LOST)) {
            throw lost("connection loss");
        }
        return attempt.run();
    }

    private void slowly() {
        if (world.strikes(Risk.STORE_SLOW)) {
            world.agenda.runUntil(world.now() + world.chance.between(500, 12_000));
            between.step();
        }
    }

    private void answers() throws StoreUnavailableException {
        if (ensemble.isAway(world.now())) {
            throw lost("no quorum");
        }
    }

    private long view() {
        boolean stale = seen < ensemble.zxid() && world.strikes(Risk.READ_STALE);
        long shown = stale ? world.chance.between((int) seen, (int) ensemble.zxid()) : ensemble.zxid();
        seen = Math.max(seen, shown);
        return seen;
    }

    private static StoreUnavailableException lost(String why) {
        return new StoreUnavailableException("ZooKeeper answered " + why, null);
    }
}
