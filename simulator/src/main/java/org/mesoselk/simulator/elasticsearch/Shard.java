package org.mesoselk.simulator.elasticsearch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One shard: where its copies are, which of them hold all that was acknowledged, and how much that is. */
final class Shard {
    final String index;
    final int number;
    private final String key;
    final List<Copy> copies = new ArrayList<>();
    /** Allocation ids of the copies that hold every acknowledged document, whether they are there or not. */
    final Set<Integer> inSync = new TreeSet<>();

    long acknowledged;
    int allocations;
    long replicasNotBefore;
    boolean searching;
    /** The faults alone took its last copy: it is not asked for any more. */
    boolean excused;

    enum State {
        INITIALIZING,
        STARTED,
        RELOCATING
    }

    /** A copy on a node of the cluster. */
    static final class Copy {
        final Node node;
        final int allocation;
        State state = State.INITIALIZING;
        boolean primary;
        long readyAt;
        /** The other end of a relocation. */
        Copy peer;

        Copy(Node node, int allocation, long readyAt) {
            this.node = node;
            this.allocation = allocation;
            this.readyAt = readyAt;
        }

        boolean active() {
            return state != State.INITIALIZING;
        }

        boolean isTarget() {
            return state == State.INITIALIZING && peer != null;
        }
    }

    Shard(String index, int number) {
        this.index = index;
        this.number = number;
        this.key = index + "[" + number + "]";
    }

    String key() {
        return key;
    }

    Optional<Copy> primary() {
        for (Copy copy : copies) {
            if (copy.primary && copy.active()) {
                return Optional.of(copy);
            }
        }
        return Optional.empty();
    }

    boolean isOn(Node node) {
        for (Copy copy : copies) {
            if (copy.node == node) {
                return true;
            }
        }
        return false;
    }

    /** Copies that count as one each: targets of relocations are part of their source. */
    int assigned() {
        int count = 0;
        for (Copy copy : copies) {
            count += copy.isTarget() ? 0 : 1;
        }
        return count;
    }

    void unassign() {
        copies.clear();
        searching = false;
    }

    /** The node is gone: its copies fail, and one that is in sync and active takes over as primary. */
    void fail(Node node) {
        for (Copy copy : List.copyOf(copies)) {
            if (copy.node == node) {
                fail(copy);
            }
        }
    }

    private void fail(Copy failed) {
        copies.remove(failed);
        if (failed.peer != null) {
            if (failed.state == State.INITIALIZING) {
                failed.peer.state = State.STARTED;
            } else {
                copies.remove(failed.peer);
            }
            failed.peer.peer = null;
        }
        if (!failed.primary) {
            return;
        }
        for (Copy copy : copies) {
            if (copy.active() && inSync.contains(copy.allocation)) {
                copy.primary = true;
                return;
            }
        }
        copies.clear();
    }
}
