package org.mesoselk.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One cell, from a whole installation to the very same installation, with a look-out all the while. */
final class PartitionRun {

    /** After it was found, so that whatever gives up has time to do so. */
    private static final Duration HOLD = Duration.ofSeconds(12);

    /** TCP tries again after pauses that double, so that what was lost arrives after twice the cut: before any time-out. */
    private static final Duration BRIEFLY = Duration.ofMillis(1500);

    private static final Duration DELAY = Duration.ofMillis(500);
    private static final Duration DELAYED_FOR = Duration.ofSeconds(15);
    private static final int FLAPS = 6;
    private static final Duration FLAP_CLOSED = Duration.ofSeconds(3);
    private static final Duration FLAP_OPEN = Duration.ofSeconds(1);

    /** The longest pause between two attempts is 10 s; to connect takes at most 5 s; a busy machine. */
    private static final Duration HEALS_WITHIN = Duration.ofSeconds(40);

    /** The executor looks every 5 s, and believes the third look. */
    private static final Duration ILL_WITHIN = Duration.ofSeconds(25);

    private final Partitioned partitioned;
    private final Installation installation;
    private final Partition cell;

    PartitionRun(Partitioned partitioned, Partition cell) {
        this.partitioned = partitioned;
        this.installation = partitioned.installation();
        this.cell = cell;
    }

    /** What must be the same afterwards. */
    private record Identity(String framework, Map<String, String> tasks, List<Long> processes, long epoch) {}

    /** @return how it went, for the log */
    String run() throws Exception {
        awaitWhole("before the fault");
        Identity before = identity();
        Line line = partitioned.line(cell.link());
        String found;
        try (LookOut lookOut = LookOut.over(installation)) {
            try {
                found = befall(line, lookOut);
            } finally {
                line.heal();
            }
            Instant healed = Instant.now();
            awaitHeard();
            awaitWhole("after the link was healed");
            found += ", whole " + seconds(healed) + " s after it was healed";
            assertThat(lookOut.strangers())
                    .as("executors and nodes beside the first ones")
                    .isEmpty();
            if (cell.fault().isHarmless()) {
                assertThat(lookOut.waits()).as("waits, though nothing was lost").isEmpty();
                assertThat(identity().epoch()).as("the epoch").isEqualTo(before.epoch());
            }
        } finally {
            partitioned.masterless(false);
        }
        Identity after = identity();
        assertThat(after.framework()).as("the framework's id").isEqualTo(before.framework());
        assertThat(after.tasks()).as("the members' tasks").isEqualTo(before.tasks());
        assertThat(after.processes()).as("all processes").isEqualTo(before.processes());
        return found;
    }

    private String befall(Line line, LookOut lookOut) throws Exception {
        Instant start = Instant.now();
        switch (cell.fault()) {
            case BRIEF -> {
                line.lose(true, true);
                pass(BRIEFLY);
                return "for a moment";
            }
            case DELAYED -> {
                line.delay(DELAY);
                pass(DELAYED_FOR);
                return "for " + DELAYED_FOR.toSeconds() + " s";
            }
            case FLAPPING -> {
                tellSomething();
                for (int i = 0; i < FLAPS; i++) {
                    line.lose(true, true);
                    pass(FLAP_CLOSED);
                    line.heal();
                    pass(FLAP_OPEN);
                }
                return "for " + seconds(start) + " s, said meanwhile: " + lookOut.waits();
            }
            case SILENT, LOST_THERE, LOST_BACK -> {
                line.lose(cell.fault() != Fault.LOST_BACK, cell.fault() != Fault.LOST_THERE);
                return lasting(start);
            }
        }
        throw new IllegalStateException("no such fault: " + cell.fault());
    }

    private String lasting(Instant start) throws Exception {
        tellSomething();
        Duration bound = cell.link().found().plus(isExecutor() ? ILL_WITHIN : Duration.ofSeconds(5));
        Await.until(cell + ", and somebody says so", bound, this::said, said -> said);
        String found = "found within " + seconds(start) + " s";
        pass(HOLD);
        return found;
    }

    private boolean isExecutor() {
        return cell.link() == Link.AGENT_EXECUTOR;
    }

    /** An executor that has nothing to tell needs no link, and cannot miss it. */
    private void tellSomething() throws IOException {
        if (isExecutor()) {
            logged = partitioned.executorsLog().length();
            partitioned.masterless(true);
        }
    }

    private int logged;

    private boolean said() throws IOException {
        return isExecutor()
                ? partitioned.executorsLog().substring(logged).contains("Trying again")
                : LookOut.names(installation.status()).stream()
                        .anyMatch(name -> cell.link().waits().contains(name));
    }

    /** What an executor had to tell while it was cut off has arrived; then it may be well again. */
    private void awaitHeard() throws Exception {
        if (isExecutor() && !cell.fault().isHarmless()) {
            Await.until(
                    "what the executor of " + Partitioned.VICTIM + " tells",
                    HEALS_WITHIN.plus(ILL_WITHIN),
                    installation::status,
                    status -> status.path("ready").asInt() == Partitioned.MEMBERS - 1);
            partitioned.masterless(false);
        }
    }

    private void awaitWhole(String when) {
        Await.until("everything whole " + when, HEALS_WITHIN.plus(ILL_WITHIN), this::lacking, List::isEmpty);
    }

    private List<String> lacking() throws IOException {
        List<String> lacking = new ArrayList<>();
        JsonNode status = installation.status();
        if (status.path("ready").asInt() != Partitioned.MEMBERS
                || !"green".equals(status.path("state").asString())
                || !status.path("waits").isEmpty()) {
            lacking.add("status: " + status);
        }
        List<String> listed = installation.mesos().tasksNow();
        if (listed.size() != Partitioned.MEMBERS
                || !new HashSet<>(listed)
                        .equals(new HashSet<>(Members.tasks(status).values()))) {
            lacking.add("Mesos lists " + listed);
        }
        if (installation.mesos().activeAgents() != Partitioned.MEMBERS) {
            lacking.add("active agents: " + installation.mesos().activeAgents());
        }
        return lacking;
    }

    private Identity identity() throws Exception {
        JsonNode status = installation.status();
        return new Identity(
                status.path("frameworkId").asString(),
                Members.tasks(status),
                lastingProcesses(),
                status.at("/leader/epoch").asLong());
    }

    /** Of two looks: what a program starts for a moment is none of those that must stay. */
    private List<Long> lastingProcesses() throws InterruptedException {
        List<Long> first =
                installation.processes().stream().map(Processes.Found::pid).toList();
        pass(Duration.ofMillis(500));
        return installation.processes().stream()
                .map(Processes.Found::pid)
                .filter(first::contains)
                .sorted()
                .toList();
    }

    private static long seconds(Instant since) {
        return Duration.between(since, Instant.now()).toSeconds();
    }

    /** Time is what the fault is made of here: nothing is waited for. */
    private static void pass(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }
}
