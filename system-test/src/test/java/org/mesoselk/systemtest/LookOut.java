package org.mesoselk.systemtest;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Looks all the while, and remembers what must not have been even for a moment. */
final class LookOut implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(300);

    private final Installation installation;
    private final Set<Long> first;
    private final Set<String> strangers = new ConcurrentSkipListSet<>();
    private final Set<String> waits = new ConcurrentSkipListSet<>();
    private final Thread thread = new Thread(this::run, "look-out");

    private LookOut(Installation installation) {
        this.installation = installation;
        this.first = installation.processes().stream().map(Processes.Found::pid).collect(Collectors.toSet());
        thread.setDaemon(true);
    }

    static LookOut over(Installation installation) {
        LookOut lookOut = new LookOut(installation);
        lookOut.thread.start();
        return lookOut;
    }

    /** Executors and nodes that were not there at the beginning: a second task of some member. */
    Set<String> strangers() {
        return strangers;
    }

    /** Names of all waits that were seen. */
    Set<String> waits() {
        return waits;
    }

    static Set<String> names(JsonNode status) {
        Set<String> names = new TreeSet<>();
        status.path("waits").forEach(wait -> names.add(wait.path("name").asString()));
        return names;
    }

    private void run() {
        try {
            Set<String> before = Set.of();
            while (true) {
                // A process that has just been forked still looks like its parent: only what is seen twice counts.
                Set<String> now = installation.processes().stream()
                        .filter(found -> found.isExecutor() || found.isElasticsearch())
                        .filter(found -> !first.contains(found.pid()))
                        .map(Processes.Found::toString)
                        .collect(Collectors.toSet());
                now.stream().filter(before::contains).forEach(strangers::add);
                before = now;
                try {
                    waits.addAll(names(installation.status()));
                } catch (IOException e) {
                    // Whoever waits for something will say that it cannot be asked.
                }
                Thread.sleep(EVERY.toMillis());
            }
        } catch (InterruptedException e) {
            // Only close() interrupts.
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
