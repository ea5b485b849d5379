package org.mesoselk.cli.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.process.ProcessId;
import org.mesoselk.cli.process.Signals;
import org.mesoselk.cli.process.Signals.Signal;

/**
 * Brings back what was hit when its time has come, as a supervisor of services would; and what ends by itself too, as a
 * master does whose ZooKeeper session is over.
 */
final class Keeper implements AutoCloseable {

    private static final long LOOK_MILLIS = 250;

    /** A process that does not stay up is not started without end. */
    private static final Duration BETWEEN_STARTS = Duration.ofSeconds(5);

    /** What a keeper can do to an installation. */
    interface Services {
        /** Those that are to run and do not. */
        List<String> missing();

        /** Starts one; waits for nothing. */
        void start(String name);

        /** The last that its log says. */
        String lastWords(String name);
    }

    private final Services services;
    private final Signals signals;
    private final LongSupplier nanos;
    private final Consumer<String> say;
    private final Map<String, Long> killed = new HashMap<>();
    private final Map<String, Long> started = new HashMap<>();
    private final List<Paused> paused = new ArrayList<>();
    private final Thread thread = new Thread(this::watch, "chaos-keeper");
    private boolean ending;

    private record Paused(Target target, long until) {}

    Keeper(Services services, Signals signals, LongSupplier nanos, Consumer<String> say) {
        this.services = services;
        this.signals = signals;
        this.nanos = nanos;
        this.say = say;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** @return false when the process had ended before */
    synchronized boolean kill(Target target, Duration away) throws InterruptedException {
        if (ending || !signals.send(Signal.KILL, target.id())) {
            return false;
        }
        paused.removeIf(one -> one.target().id().equals(target.id()));
        target.process().ifPresent(name -> killed.put(name, nanos.getAsLong() + away.toNanos()));
        return true;
    }

    /** @return false when the process had ended before */
    synchronized boolean pause(Target target, Duration away) throws InterruptedException {
        if (ending || !signals.send(Signal.STOP, target.id())) {
            return false;
        }
        paused.add(new Paused(target, nanos.getAsLong() + away.toNanos()));
        return true;
    }

    /** Whether the process is stopped already. */
    synchronized boolean isPaused(ProcessId id) {
        return paused.stream().anyMatch(it -> it.target().id().equals(id));
    }

    /** Whether nothing is away any more on our account, nor by itself. */
    synchronized boolean idle() {
        return paused.isEmpty() && killed.isEmpty() && services.missing().isEmpty();
    }

    private void watch() {
        try {
            while (true) {
                look();
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            // Only close() interrupts.
        }
    }

    private synchronized void look() throws InterruptedException {
        for (Paused one : List.copyOf(paused)) {
            if (nanos.getAsLong() - one.until() >= 0) {
                goOn(one);
            }
        }
        List<String> missing = services.missing();
        for (String name : missing) {
            Long until = killed.get(name);
            if (until == null || nanos.getAsLong() - until >= 0) {
                bringBack(name, until != null);
            }
        }
        killed.entrySet().removeIf(it -> nanos.getAsLong() - it.getValue() >= 0 && !missing.contains(it.getKey()));
    }

    private void goOn(Paused one) throws InterruptedException {
        paused.remove(one);
        boolean alive = signals.send(Signal.CONT, one.target().id());
        say.accept(alive ? "SIGCONT " + one.target().title() : one.target().title() + " ended while it was stopped");
    }

    private void bringBack(String name, boolean wasKilled) {
        Long last = started.get(name);
        if (last != null && nanos.getAsLong() - last < BETWEEN_STARTS.toNanos()) {
            return;
        }
        started.put(name, nanos.getAsLong());
        String why = wasKilled ? "" : ", which had ended by itself: " + services.lastWords(name);
        try {
            services.start(name);
            killed.remove(name);
            say.accept("started " + name + why);
        } catch (Failure e) {
            say.accept("cannot start " + name + " yet" + why + " (" + e.getMessage() + ")");
        }
    }

    /** Brings everything back now and hits nothing any more; what ends by itself is still started again. */
    synchronized void restore() throws InterruptedException {
        ending = true;
        for (Paused one : List.copyOf(paused)) {
            goOn(one);
        }
        killed.replaceAll((name, until) -> nanos.getAsLong());
        started.clear();
        look();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
