package org.mesoselk.cli.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mesoselk.cli.Deadline;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.api.FrameworkStatus;
import org.mesoselk.cli.api.MesosApi;
import org.mesoselk.cli.ledger.Comparison;
import org.mesoselk.cli.ledger.Ledger;
import org.mesoselk.cli.local.Framework;
import org.mesoselk.cli.local.MemberTree;
import tools.jackson.databind.JsonNode;

/** What must hold when all faults are over. */
record FinalChecks(Recovery recovery, Machine machine, Cluster cluster, SeeLogstash logstash) {

    /** Where tasks are seen. */
    record Machine(MesosApi mesos, MemberTree processes) {}

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Set<String> LIVE =
            Set.of("TASK_STAGING", "TASK_STARTING", "TASK_RUNNING", "TASK_KILLING", "TASK_UNREACHABLE");

    List<Check> run(String uuidBefore, Ledger ledger) throws InterruptedException {
        List<Check> checks = new ArrayList<>();
        Optional<String> stuck = recovery.await("the end");
        Optional<FrameworkStatus> status = recovery.status();
        checks.add(new Check(
                "wanted members",
                stuck.isEmpty() && status.isPresent(),
                stuck.orElse(status.map(
                                it -> it.members().size() + " of " + it.wanted().orElse(0) + " members, " + it.state())
                        .orElse("no scheduler answers"))));
        Set<String> wanted = status.map(SeeMembers::tasks).orElse(Set.of());
        checks.add(soon("one live task a member in Mesos", wanted, () -> mesosTasks(status)));
        checks.add(soon(
                "one Elasticsearch a member",
                wanted,
                () -> machine.processes().elasticsearch().keySet()));
        checks.add(soon(
                "one executor a member",
                wanted,
                () -> machine.processes().executors(Framework.ELASTICSEARCH).keySet()));
        checks.addAll(ofLogstash());
        checks.add(soon("no exclusions left behind", Set.of(), cluster::exclusions));
        checks.add(soon("the same cluster", Set.of(uuidBefore), () -> Set.of(cluster.uuid())));
        checks.add(ledger(ledger));
        return checks;
    }

    /** None when the installation has no Logstash. */
    private List<Check> ofLogstash() throws InterruptedException {
        if (!logstash.isThere()) {
            return List.of();
        }
        Check everywhere = soon(
                "no agent without its Logstash",
                Set.of(),
                () -> logstash.objection().stream().collect(Collectors.toSet()));
        Optional<FrameworkStatus> status = logstash.status();
        Set<String> wanted = status.map(SeeMembers::tasks).orElse(Set.of());
        return List.of(
                everywhere,
                soon("one live task a Logstash in Mesos", wanted, () -> mesosTasks(status)),
                soon(
                        "one executor a Logstash",
                        wanted,
                        () -> machine.processes().executors(Framework.LOGSTASH).keySet()));
    }

    private interface Question {
        Set<String> ask() throws IOException, InterruptedException;
    }

    /** What has just ended may be seen for a moment yet. */
    private static Check soon(String name, Set<String> wanted, Question question) throws InterruptedException {
        Deadline deadline = Deadline.after(PATIENCE);
        while (true) {
            String found;
            try {
                Set<String> seen = new TreeSet<>(question.ask());
                if (seen.equals(wanted)) {
                    return new Check(name, true, seen.isEmpty() ? "none" : String.join(", ", seen));
                }
                found = String.join(", ", seen) + " instead of " + String.join(", ", new TreeSet<>(wanted));
            } catch (IOException e) {
                found = Failure.words(e);
            }
            if (deadline.passed()) {
                return new Check(name, false, found);
            }
            Deadline.pause();
        }
    }

    private Set<String> mesosTasks(Optional<FrameworkStatus> status) throws IOException, InterruptedException {
        String id = status.map(it -> it.json().path("frameworkId").asString("")).orElse("");
        Set<String> live = new TreeSet<>();
        TreeMap<String, Integer> times = new TreeMap<>();
        for (JsonNode framework : machine.mesos().state().path("frameworks")) {
            if (framework.path("id").asString("").equals(id)) {
                for (JsonNode task : framework.path("tasks")) {
                    if (LIVE.contains(task.path("state").asString(""))) {
                        times.merge(task.path("id").asString("?"), 1, Integer::sum);
                    }
                }
            }
        }
        times.forEach((task, count) -> live.add(count == 1 ? task : task + " (" + count + " times)"));
        return live;
    }

    private static Check ledger(Ledger ledger) throws InterruptedException {
        String name = "every acknowledged document";
        ledger.stop();
        try {
            Comparison comparison = ledger.compare(PATIENCE);
            return new Check(
                    name,
                    comparison.complete(),
                    comparison.acknowledged() + " acknowledged, " + comparison.found() + " found"
                            + comparison.missing().stream()
                                    .limit(20)
                                    .collect(Collectors.joining(", ", ", missing: ", ""))
                                    .replaceAll(", missing: $", ""));
        } catch (IOException e) {
            return new Check(name, false, Failure.words(e));
        }
    }
}
