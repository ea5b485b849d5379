package org.mesoselk.cli.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mesoselk.cli.api.FrameworkStatus;
import org.mesoselk.cli.local.Framework;

/** {@code elk status} for people. */
public final class StatusText {

    /** Of what stands before each line's value. */
    private static final int LABEL = 15;

    private static final int SUMMARY_LABEL = 16;

    private StatusText() {}

    public static List<String> lines(InstallationStatus status) {
        List<String> lines = new ArrayList<>();
        lines.add(label("home") + status.home() + ", " + status.state().name().toLowerCase(Locale.ROOT));
        if (status.processes().isEmpty()) {
            return lines;
        }
        status.mesosMaster().ifPresent(master -> lines.add(label("mesos") + master));
        status.zookeeper().ifPresent(zookeeper -> lines.add(label("zookeeper") + zookeeper));
        lines.add(label("processes") + processes(status));
        boolean apart = false;
        for (Framework framework : Framework.values()) {
            List<String> block = framework(framework, status.framework(framework));
            if (apart) {
                lines.add("");
            }
            lines.addAll(block);
            apart = block.size() > 1;
        }
        return lines;
    }

    /** The end of {@code elk up}: the state, and the addresses that a user goes on with. */
    public static List<String> summary(InstallationStatus status) {
        List<String> lines = new ArrayList<>();
        FrameworkView elasticsearch = status.framework(Framework.ELASTICSEARCH);
        FrameworkView logstash = status.framework(Framework.LOGSTASH);
        Optional<FrameworkStatus> cluster = elasticsearch.status();
        cluster.ifPresent(it -> lines.add("Elasticsearch is " + it.state() + ": " + Words.readiness(it) + "."));
        logstash.status()
                .ifPresent(it -> lines.add("Logstash is " + it.state() + ": it collects on "
                        + Words.readiness(Framework.LOGSTASH, it) + "."));
        FrameworkView kibana = status.framework(Framework.KIBANA);
        kibana.status()
                .ifPresent(it ->
                        lines.add("Kibana is " + it.state() + ": " + Words.readiness(Framework.KIBANA, it) + "."));
        cluster.ifPresent(it -> lines.add(summaryLabel("Elasticsearch") + String.join(" ", it.endpoints())));
        kibana.status()
                .filter(it -> !it.endpoints().isEmpty())
                .ifPresent(it -> lines.add(summaryLabel("Kibana") + String.join(" ", it.endpoints())));
        elasticsearch.api().ifPresent(api -> lines.add(summaryLabel("Scheduler API") + api));
        logstash.api().ifPresent(api -> lines.add(summaryLabel("Logstash API") + api));
        kibana.api().ifPresent(api -> lines.add(summaryLabel("Kibana API") + api));
        status.mesosMaster().ifPresent(master -> lines.add(summaryLabel("Mesos") + master));
        status.zookeeper().ifPresent(zookeeper -> lines.add(summaryLabel("ZooKeeper") + zookeeper));
        return lines;
    }

    private static String processes(InstallationStatus status) {
        String running = status.processes().stream()
                .map(process -> process.name() + " (pid " + process.pid() + ")")
                .collect(Collectors.joining(", "));
        return status.missing().isEmpty() ? running : running + "; not running: " + String.join(", ", status.missing());
    }

    private static List<String> framework(Framework framework, FrameworkView view) {
        if (view.answer() instanceof FrameworkView.Unknown unknown) {
            return List.of(label(framework.key()) + "unknown: " + unknown.sentence());
        }
        if (view.answer() instanceof FrameworkView.LeftOut leftOut) {
            return List.of(label(framework.key()) + "left out: " + leftOut.sentence());
        }
        FrameworkStatus status = view.status().orElseThrow();
        List<String> lines = new ArrayList<>();
        lines.add(label(framework.key())
                + status.state()
                + ", "
                + Words.readiness(framework, status)
                + view.api().map(api -> ", API " + api).orElse(""));
        status.operation().ifPresent(operation -> lines.add(label("operation") + Words.operation(operation)));
        if (!status.endpoints().isEmpty()) {
            String label = framework == Framework.LOGSTASH ? "sends to" : "endpoints";
            lines.add(label(label) + String.join("  ", status.endpoints()));
        }
        List<String> table = MembersTable.lines(framework, status);
        if (!table.isEmpty()) {
            lines.add("");
            lines.addAll(table);
        }
        List<FrameworkStatus.Wait> waits = status.waits();
        if (!waits.isEmpty()) {
            lines.add("");
            waits.forEach(wait -> lines.add("waits: " + wait.sentence() + " (" + wait.name() + ")"));
        }
        return lines;
    }

    private static String label(String name) {
        return name + " ".repeat(LABEL - name.length());
    }

    private static String summaryLabel(String name) {
        return "  " + name + " ".repeat(SUMMARY_LABEL - name.length());
    }
}
