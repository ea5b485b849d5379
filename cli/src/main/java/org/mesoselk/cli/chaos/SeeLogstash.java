package org.mesoselk.cli.chaos;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mesoselk.cli.api.FrameworkStatus;
import org.mesoselk.cli.api.SchedulerApi;
import org.mesoselk.cli.local.Framework;
import org.mesoselk.cli.local.Installation;
import org.mesoselk.cli.local.MemberTree;
import org.mesoselk.cli.status.Words;

/** Whether every agent that shall have a Logstash has one, as its scheduler tells and as this machine shows. */
record SeeLogstash(Installation installation, MemberTree processes) {

    boolean isThere() {
        return installation.has(Framework.LOGSTASH);
    }

    /** Empty while no scheduler tells. */
    Optional<FrameworkStatus> status() throws InterruptedException {
        Optional<SchedulerApi> api = installation.api(Framework.LOGSTASH);
        if (api.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(api.get().status());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What is not so; empty when everything is, and when the installation has no Logstash. */
    Optional<String> objection() throws InterruptedException {
        if (!isThere()) {
            return Optional.empty();
        }
        Optional<FrameworkStatus> told = status();
        if (told.isEmpty()) {
            return Optional.of("no Logstash scheduler answers");
        }
        FrameworkStatus logstash = told.get();
        if (logstash.wanted().isEmpty() || !logstash.wanted().equals(logstash.ready())) {
            return Optional.of("Logstash is ready on " + Words.readiness(Framework.LOGSTASH, logstash)
                    + logstash.waits().stream()
                            .findFirst()
                            .map(wait -> ": " + wait.sentence())
                            .orElse(""));
        }
        Set<String> tasks = SeeMembers.tasks(logstash);
        Set<String> executors = processes.executors(Framework.LOGSTASH).keySet();
        return executors.equals(tasks)
                ? Optional.empty()
                : Optional.of("Logstash executors run for " + new TreeSet<>(executors) + ", not " + tasks);
    }
}
