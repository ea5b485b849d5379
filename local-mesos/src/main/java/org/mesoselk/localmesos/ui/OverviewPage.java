package org.mesoselk.localmesos.ui;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The first page: the whole, and its tasks. */
final class OverviewPage {

    private OverviewPage() {}

    static Html html(ClusterView cluster, Map<TaskQuery.Kind, Slice<TaskView>> tasks, Instant now) {
        List<Html> tables = new ArrayList<>();
        tasks.forEach((kind, some) -> {
            if (kind != TaskQuery.Kind.UNREACHABLE || some.all() > 0) {
                tables.add(Html.of(
                        "<section>\n<h2>{}</h2>\n{}{}</section>\n",
                        kind.title(),
                        TaskTable.html(some.rows(), kind, now),
                        some.pager(offset ->
                                Link.to("/ui/tasks", "kind", kind.name(), "offset", Integer.toString(offset)))));
            }
        });
        return Html.of(
                "<h1>{}</h1>\n<div class=\"summary\">\n{}{}{}{}</div>\n{}",
                cluster.name().isEmpty() ? "Master" : cluster.name(),
                master(cluster, now),
                agents(cluster),
                tasks(cluster),
                resources(cluster),
                Html.join(tables));
    }

    private static Html master(ClusterView cluster, Instant now) {
        return Html.of(
                """
                <section><h2>Master</h2><dl>
                <dt>Leader</dt><dd>{} (this master)</dd>
                <dt>Version</dt><dd>{}, as local-mesos shows it</dd>
                <dt>Elected</dt><dd>{}</dd>
                <dt>ID</dt><dd>{}</dd>
                </dl></section>
                """, cluster.address(), cluster.version(), Times.ago(cluster.elected(), now), cluster.masterId());
    }

    private static Html agents(ClusterView cluster) {
        return Html.of("""
                <section><h2>Agents</h2><dl>
                <dt>Activated</dt><dd>{}</dd>
                <dt>Deactivated</dt><dd>{}</dd>
                <dt>Unreachable</dt><dd>{}</dd>
                </dl></section>
                """, cluster.activated(), cluster.deactivated(), cluster.unreachable());
    }

    private static Html tasks(ClusterView cluster) {
        List<Html> states = cluster.tasks().entrySet().stream()
                .map(state -> Html.of("<dt>{}</dt><dd>{}</dd>\n", title(state.getKey()), state.getValue()))
                .toList();
        return Html.of("<section><h2>Tasks</h2><dl>\n{}</dl></section>\n", Html.join(states));
    }

    /** RUNNING as Running, GONE_BY_OPERATOR as Gone by operator. */
    private static String title(String state) {
        return state.charAt(0)
                + state.substring(1).toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private static Html resources(ClusterView cluster) {
        return Html.of(
                """
                <section><h2>Resources</h2>
                {}<dl>
                <dt>Total</dt><dd>{}</dd>
                <dt>Allocated</dt><dd>{}</dd>
                <dt>Offered</dt><dd>{}</dd>
                <dt>Idle</dt><dd>{}</dd>
                </dl></section>
                """,
                Amounts.bars(cluster.used(), cluster.total()),
                cluster.total().text(),
                cluster.used().text(),
                cluster.offered().text(),
                cluster.total().minus(cluster.used()).minus(cluster.offered()).text());
    }
}
