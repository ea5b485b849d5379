package org.mesoselk.scheduler.runtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Wait;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log what changed, one line per thing. */
final class Narrator {
    private static final Logger LOG = LoggerFactory.getLogger("mesos-elk");

    private Map<String, Wait> waits = Map.of();

    static void tell(Records before, Records after) {
        if (!after.frameworkId().equals(before.frameworkId())) {
            LOG.info("framework id {}", after.frameworkId().orElse("none"));
        }
        if (after.spec().generation() != before.spec().generation()) {
            LOG.info(
                    "spec generation {}: {} members wanted",
                    after.spec().generation(),
                    after.spec().nodeSet().count());
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
        before.members().keySet().stream()
                .filter(name -> !after.members().containsKey(name))
                .forEach(name -> LOG.info("member {} is gone", name));
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
                after.state().getClass().getSimpleName().toUpperCase(java.util.Locale.ROOT),
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

    /** New waits, and those that are over. */
    void tell(List<Wait> present) {
        Map<String, Wait> next = new HashMap<>();
        for (Wait wait : present) {
            String key = wait.name() + " " + wait.subject();
            next.put(key, wait);
            if (!waits.containsKey(key)) {
                LOG.info("waits: {} [{}] {}", wait.name(), wait.subject(), wait.sentence());
            }
        }
        waits.keySet().stream()
                .filter(key -> !next.containsKey(key))
                .forEach(key -> LOG.info("waits no more: {}", key));
        waits = next;
    }
}
