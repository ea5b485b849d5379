package org.mesoselk.localmesos.ui;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.mesoselk.localmesos.ui.FrameworkView.Phase;

/** All frameworks, and one. */
final class FrameworksPage {

    private FrameworksPage() {}

    static Html all(List<FrameworkView> frameworks, Instant now) {
        List<Html> tables = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            Table table = new Table(
                    "ID", "Name", "User", "Principal", "Roles", "Active Tasks", "Resources", "Registered", "");
            frameworks.stream()
                    .filter(framework -> framework.phase() == phase)
                    .forEach(framework -> table.row(
                            Html.of(
                                    "<a href=\"{}\">{}</a>",
                                    Link.to("/ui/framework", "id", framework.id()),
                                    framework.id()),
                            framework.info().getName(),
                            framework.info().getUser(),
                            principal(framework.info()),
                            String.join(", ", framework.roles()),
                            framework.tasks(),
                            framework.used().text(),
                            Times.ago(framework.registered(), now),
                            webPage(framework.info())));
            tables.add(Html.of("<h2>{} Frameworks</h2>\n{}", title(phase), table.html("None.")));
        }
        return Html.of("<h1>Frameworks</h1>\n{}", Html.join(tables));
    }

    static Html one(FrameworkView framework, Map<TaskQuery.Kind, Slice<TaskView>> tasks, Instant now) {
        FrameworkInfo info = framework.info();
        List<Html> tables = tasks.entrySet().stream()
                .map(some -> Html.of(
                        "<h2>{}</h2>\n{}{}",
                        some.getKey().title(),
                        TaskTable.html(some.getValue().rows(), some.getKey(), now),
                        some.getValue()
                                .pager(offset -> Link.to(
                                        "/ui/tasks",
                                        "kind",
                                        some.getKey().name(),
                                        "framework",
                                        framework.id(),
                                        "offset",
                                        Integer.toString(offset)))))
                .toList();
        return Html.of(
                """
                <h1>Framework {}</h1>
                <div class="summary">
                <section><dl>
                <dt>ID</dt><dd>{}</dd>
                <dt>State</dt><dd>{}</dd>
                <dt>Web page</dt><dd>{}</dd>
                <dt>Host</dt><dd>{}</dd>
                <dt>User</dt><dd>{}</dd>
                <dt>Principal</dt><dd>{}</dd>
                <dt>Roles</dt><dd>{}</dd>
                <dt>Failover timeout</dt><dd>{} s</dd>
                <dt>Checkpointing</dt><dd>{}</dd>
                </dl></section>
                <section><dl>
                <dt>Registered</dt><dd>{}</dd>
                <dt>Reregistered</dt><dd>{}</dd>
                <dt>Unregistered</dt><dd>{}</dd>
                <dt>Allocated</dt><dd>{}</dd>
                <dt>Offered</dt><dd>{}</dd>
                </dl></section>
                </div>
                {}""",
                info.getName(),
                framework.id(),
                title(framework.phase()),
                webPage(info),
                info.getHostname(),
                info.getUser(),
                principal(info),
                String.join(", ", framework.roles()),
                Amounts.number(info.getFailoverTimeout()),
                info.getCheckpoint() ? "yes" : "no",
                Times.ago(framework.registered(), now),
                Times.ago(framework.reregistered(), now),
                Times.ago(framework.unregistered(), now),
                framework.used().text(),
                framework.offered().text(),
                Html.join(tables));
    }

    private static String title(Phase phase) {
        return switch (phase) {
            case ACTIVE -> "Active";
            case INACTIVE -> "Inactive";
            case COMPLETED -> "Completed";
        };
    }

    private static String principal(FrameworkInfo info) {
        return info.hasPrincipal() ? info.getPrincipal() : "\u2013";
    }

    /** Shown as text when it is no address that a browser may follow. */
    private static Html webPage(FrameworkInfo info) {
        if (info.getWebuiUrl().isEmpty()) {
            return Html.of("&ndash;");
        }
        return Link.outside(info.getWebuiUrl())
                .map(url -> Html.of("<a href=\"{}\" rel=\"noopener noreferrer\">{}</a>", url, url))
                .orElse(Html.text(info.getWebuiUrl()));
    }
}
