package org.mesoselk.scheduler.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Reservation;
import org.mesoselk.scheduler.core.model.Wait;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log what changed, one line per thing. */
final class Narrator {
    private static final Logger LOG = LoggerFactory.getLogger("mesos-elk");

    private static final Duration WORTH_A_LINE = Duration.ofSeconds(5);

    private Map<String, Told> waits = Map.of();

    private record Told(Instant since, boolean said) {}

    static void tell(Records before, Records after) {
        if (!after.frameworkId().equals(before.frameworkId())) {
            LOG.info("framework id {}", after.frameworkId().orElse("none"));
        }
        if (after.spec().generation() != before.spec().generation()) {
            LOG.info(
                    "spec generation {}: {}",
                    after.spec().generation(),
                    after.spec().words());
        }
        if (!after.cluster().uuid().equals(before.cluster().uuid())) {
            LOG.info("cluster uuid {} recorded", after.cluster().uuid().orElse("none"));
        }
        if (!after.operation().equals(before.operation())) {
            after.operation()
                    .ifPresent(operation -> LOG.info(
                            "operation {} {}: {} to {}, leaving {}",
                            operation.id(),
                            operation.status(),
                            operation.from(),
                            operation.to(),
                            operation.leaving()));
        }
        after.members().forEach((name, member) -> member(before.members().get(name), member));
        after.reservations()
                .forEach((id, reservation) -> reservation(before.reservations().get(id), reservation));
        before.reservations().keySet().stream()
                .filter(id -> !after.reservations().containsKey(id))
                .forEach(id -> LOG.info("reservation {} is gone", id));
        before.members().keySet().stream()
                .filter(name -> !after.members().containsKey(name))
                .forEach(name -> LOG.info("member {} is gone", name));
    }

    private static void reservation(Reservation before, Reservation after) {
        if (before == null || !before.state().equals(after.state())) {
            LOG.info(
                    "reservation {} {}{}{}",
                    after.id(),
                    after.state().getClass().getSimpleName().toUpperCase(Locale.ROOT),
                    after.agent().map(agent -> " on " + agent.hostname()).orElse(""),
                    after.trouble().map(why -> ": " + why).orElse(""));
        }
    }

    private static void member(Member before, Member after) {
        if (before != null
                && before.state().equals(after.state())
                && before.goal().equals(after.goal())) {
            return;
        }
        LOG.info(
                "member {} {}{}{}{}",
                after.name(),
                after.state().getClass().getSimpleName().toUpperCase(Locale.ROOT),
                after.leaving() ? " leaving" : "",
                after.task()
                        .map(task -> " task " + task.id() + " on "
                                + task.agent().hostname() + " (" + task.httpAddress() + ")")
                        .orElse(""),
                after.lastFailure()
                        .filter(failure ->
                                before == null || !before.lastFailure().equals(after.lastFailure()))
                        .map(failure -> ": " + failure.sentence())
                        .orElse(""));
    }

    /** Waits that have lasted a while, and the end of those that were told. What is over soon needs no line. */
    void tell(Instant now, List<Wait> present) {
        Map<String, Told> next = new HashMap<>();
        for (Wait wait : present) {
            String key = wait.name() + " " + wait.subject();
            Told told = waits.getOrDefault(key, new Told(now, false));
            if (!told.said() && !now.isBefore(told.since().plus(WORTH_A_LINE))) {
                LOG.info("waits: {} [{}] {}", wait.name(), wait.subject(), wait.sentence());
                told = new Told(told.since(), true);
            }
            next.put(key, told);
        }
        waits.forEach((key, told) -> {
            if (told.said() && !next.containsKey(key)) {
                LOG.info("waits no more: {}", key);
            }
        });
        waits = next;
    }
}
