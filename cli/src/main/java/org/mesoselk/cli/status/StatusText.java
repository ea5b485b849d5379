package org.mesoselk.cli.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mesoselk.cli.api.FrameworkStatus;
import org.mesoselk.cli.status.InstallationStatus.Elasticsearch;

/** {@code elk status} for people. */
public final class StatusText {

    private StatusText() {}

    public static List<String> lines(InstallationStatus status) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "home           " + status.home() + ", " + status.state().name().toLowerCase(Locale.ROOT));
        if (!status.processes().isEmpty()) {
            status.mesosMaster().ifPresent(master -> lines.add("mesos          " + master));
            status.zookeeper().ifPresent(zookeeper -> lines.add("zookeeper      " + zookeeper));
            lines.add("processes      " + processes(status));
        }
        if (status.elasticsearch() instanceof Elasticsearch.Known known) {
            lines.addAll(elasticsearch(known.status(), status));
        } else if (status.elasticsearch() instanceof Elasticsearch.Unknown unknown
                && !status.processes().isEmpty()) {
            lines.add("elasticsearch  unknown: " + unknown.sentence());
        }
        return lines;
    }

    /** The end of {@code elk up}: the state, and the addresses that a user goes on with. */
    public static List<String> summary(InstallationStatus status) {
        List<String> lines = new ArrayList<>();
        if (status.elasticsearch() instanceof Elasticsearch.Known known) {
            FrameworkStatus cluster = known.status();
            lines.add("Elasticsearch is " + cluster.state() + ": " + Words.readiness(cluster) + ".");
            lines.add("  Elasticsearch   " + String.join(" ", cluster.endpoints()));
        }
        status.elasticsearchApi().ifPresent(api -> lines.add("  Scheduler API   " + api));
        status.mesosMaster().ifPresent(master -> lines.add("  Mesos           " + master));
        status.zookeeper().ifPresent(zookeeper -> lines.add("  ZooKeeper       " + zookeeper));
        return lines;
    }

    private static String processes(InstallationStatus status) {
        String running = status.processes().stream()
                .map(process -> process.name() + " (pid " + process.pid() + ")")
                .collect(Collectors.joining(", "));
        return status.missing().isEmpty() ? running : running + "; not running: " + String.join(", ", status.missing());
    }

    private static List<String> elasticsearch(FrameworkStatus elasticsearch, InstallationStatus status) {
        List<String> lines = new ArrayList<>();
        lines.add("elasticsearch  " + elasticsearch.state() + ", " + Words.readiness(elasticsearch)
                + status.elasticsearchApi().map(api -> ", API " + api).orElse(""));
        elasticsearch.operation().ifPresent(operation -> lines.add("operation      " + Words.operation(operation)));
        if (!elasticsearch.endpoints().isEmpty()) {
            lines.add("endpoints      " + String.join("  ", elasticsearch.endpoints()));
        }
        if (!elasticsearch.members().isEmpty()) {
            lines.add("");
            lines.addAll(table(elasticsearch.members()));
        }
        List<FrameworkStatus.Wait> waits = elasticsearch.waits();
        if (!waits.isEmpty()) {
            lines.add("");
            waits.forEach(wait -> lines.add("waits: " + wait.sentence() + " (" + wait.name() + ")"));
        }
        return lines;
    }

    private static List<String> table(List<FrameworkStatus.Member> members) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("MEMBER", "STATE", "AGENT", "TASK"));
        members.forEach(member -> rows.add(List.of(member.name(), member.state(), member.agent(), member.task())));
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width =
                        rows.stream().mapToInt(it -> it.get(at).length()).max().orElse(0);
                line.append(row.get(column))
                        .append(" ".repeat(width - row.get(column).length() + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
