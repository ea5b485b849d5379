package org.mesoselk.localmesos.ui;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Tasks, in the columns that Mesos' page has. */
final class TaskTable {

    private TaskTable() {}

    static Html html(List<TaskView> tasks, TaskQuery.Kind kind, Instant now) {
        boolean ended = kind == TaskQuery.Kind.COMPLETED;
        Table table = new Table(
                "Framework",
                "Task ID",
                "Task Name",
                "Role",
                "State",
                "Health",
                "Started",
                ended ? "Stopped" : "Updated",
                "Host",
                "");
        for (TaskView task : tasks) {
            table.row(
                    Html.of(
                            "<a href=\"{}\" title=\"{}\">{}</a>",
                            Link.to("/ui/framework", "id", task.frameworkId()),
                            task.frameworkId(),
                            task.frameworkName()),
                    task.id(),
                    task.name(),
                    task.role(),
                    state(task),
                    health(task.health()),
                    Times.ago(task.started(), now),
                    Times.ago(task.updated(), now),
                    Html.of(
                            "<a href=\"{}\" title=\"{}\">{}</a>",
                            Link.to("/ui/agent", "id", task.agentId()),
                            task.agentId(),
                            task.host()),
                    sandbox(task));
        }
        return table.html("No " + kind.title().toLowerCase(Locale.ROOT) + ".");
    }

    static Html state(TaskView task) {
        Html message = task.message().isEmpty() ? Html.NOTHING : Html.of("<small>{}</small>", task.message());
        return Html.of(
                "<span class=\"state {}\">{}</span>{}", task.state().toLowerCase(Locale.ROOT), task.state(), message);
    }

    static Html health(TaskView.Health health) {
        return switch (health) {
            case HEALTHY -> Html.of("<span class=\"good\">Healthy</span>");
            case UNHEALTHY -> Html.of("<span class=\"bad\">Unhealthy</span>");
            case UNKNOWN -> Html.of("&ndash;");
        };
    }

    static Html sandbox(TaskView task) {
        return task.sandbox()
                .map(link -> Html.of("<a href=\"{}\">Sandbox</a>", link))
                .orElse(Html.of("&ndash;"));
    }
}
