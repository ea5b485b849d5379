package org.mesoselk.simulator.scheduler;

import org.mesoselk.simulator.world.Universe;
import org.mesoselk.simulator.zookeeper.Session;

/**
 * Where a process stops or dies: between any two steps that others can see. While it is stopped the world goes on, and what
 * it was in the midst of goes on afterwards.
 */
final class Interruptions implements Session.Between {
    private final Universe world;
    private int crashIn = -1;
    private int pauseIn = -1;
    private long pause;
    private boolean isDead;

    Interruptions(Universe world) {
        this.world = world;
    }

    /** @param steps how many more steps it gets */
    void crashAfter(int steps) {
        crashIn = steps;
    }

    void pauseAfter(int steps, long milliseconds) {
        pauseIn = steps;
        pause = milliseconds;
    }

    void die() {
        isDead = true;
    }

    boolean isDead() {
        return isDead;
    }

    @Override
    public void step() {
        if (pauseIn == 0) {
            world.tell(() -> "the scheduler is stopped for " + pause + " ms in the midst of a turn");
            world.agenda.runUntil(world.now() + pause);
        }
        pauseIn = Math.max(-1, pauseIn - 1);
        if (crashIn == 0) {
            isDead = true;
        }
        crashIn = Math.max(-1, crashIn - 1);
        if (isDead) {
            throw new Crash();
        }
    }
}
