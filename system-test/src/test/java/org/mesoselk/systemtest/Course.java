package org.mesoselk.systemtest;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Brings an installation into a phase, holds it there, and lets it go on. A drain is held open by an index whose two
 * copies may live on es-default-2 and es-default-3 only; the time between kill and clear by stopping the leaving member's
 * executor, which the kill then reaches late.
 */
final class Course {

    private static final String HELD = "held";

    private final Installation installation;
    private final Phase phase;
    private List<Long> stopped = List.of();

    Course(Installation installation, Phase phase) {
        this.installation = installation;
        this.phase = phase;
    }

    /** Indices of the phase's own, which a ledger is to write to as well. */
    static String[] indices(Phase phase, String own) {
        return holdsDrain(phase) ? new String[] {own, HELD} : new String[] {own};
    }

    private static boolean holdsDrain(Phase phase) {
        return phase == Phase.DRAINING || phase == Phase.BETWEEN_KILL_AND_CLEAR;
    }

    void prepare() throws IOException {
        if (holdsDrain(phase)) {
            Elasticsearch.createIndexOnTwo(installation, HELD, "es-default-2", "es-default-3");
        }
    }

    void enter() throws IOException {
        switch (phase) {
            case STEADY -> {}
            case SCALING_UP -> scale();
            case ROLLING_IN -> {
                scale();
                awaitState("LAUNCHING", "STARTING");
            }
            case DRAINING -> {
                scale();
                awaitDraining();
            }
            case BETWEEN_KILL_AND_CLEAR -> {
                scale();
                awaitDraining();
                stopExecutor();
                Elasticsearch.release(installation, HELD);
                awaitState("STOPPING", "STOPPED");
            }
        }
    }

    private void scale() throws IOException {
        Rest.Answer answer = installation.scale(phase.after(), "");
        if (answer.status() != 200 && answer.status() != 202) {
            throw new AssertionError("scaling to " + phase.after() + " was refused: " + answer);
        }
    }

    private void awaitDraining() {
        Await.until(
                "the drain of " + phase.victim() + ", held by an index that may not leave",
                Duration.ofMinutes(2),
                installation::status,
                seen -> "RUNNING".equals(seen.at("/operation/status").asString(""))
                        && seen.path("waits").toString().contains("shards-remain"));
    }

    private void awaitState(String... wanted) {
        Await.often(
                phase.victim() + " in state " + String.join(" or ", wanted),
                Duration.ofMinutes(2),
                installation::status,
                seen -> Members.in(seen, phase.victim())
                        .map(line -> List.of(wanted).contains(line.path("state").asString()))
                        .orElse(false));
    }

    private void stopExecutor() {
        stopped = installation.processes().stream()
                .filter(found -> found.isExecutorOf(phase.victim()))
                .map(Processes.Found::pid)
                .toList();
        stopped.forEach(pid -> Signals.send("STOP", pid));
    }

    /** Nothing holds the drain any more. */
    void release() {
        if (phase == Phase.DRAINING) {
            Await.until(
                    "the held index released",
                    Duration.ofMinutes(2),
                    () -> {
                        Elasticsearch.release(installation, HELD);
                        return true;
                    },
                    released -> released);
        }
    }

    /** Lets the phase run to its end. */
    void goOn() {
        stopped.forEach(pid -> Signals.sendIfAlive("CONT", pid));
        release();
    }

    void tidy(String own) throws IOException {
        for (String index : indices(phase, own)) {
            Rest.send("DELETE", Elasticsearch.endpoint(installation) + "/" + index, null)
                    .expect(200);
        }
    }
}
