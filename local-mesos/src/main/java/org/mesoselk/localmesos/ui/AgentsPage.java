package org.mesoselk.localmesos.ui;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.Attribute;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Value;

/** All agents, and one. */
final class AgentsPage {

    private AgentsPage() {}

    static Html all(Slice<AgentView> agents, Instant now) {
        Table table = new Table("ID", "Host", "State", "Resources", "Tasks", "Attributes", "Registered", "");
        for (AgentView agent : agents.rows()) {
            table.row(
                    Html.of("<a href=\"{}\">{}</a>", Link.to("/ui/agent", "id", agent.id()), agent.id()),
                    host(agent),
                    state(agent),
                    Amounts.bars(agent.used(), agent.total()),
                    agent.tasks(),
                    attributes(agent.info()),
                    Times.ago(agent.registered(), now),
                    own(agent));
        }
        return Html.of(
                "<h1>Agents</h1>\n{}{}",
                table.html("No agent is registered."),
                agents.pager(offset -> Link.to("/ui/agents", "offset", Integer.toString(offset))));
    }

    /** An agent as its master knows it. */
    static Html one(AgentView agent, Map<TaskQuery.Kind, Slice<TaskView>> tasks, Instant now) {
        List<Html> tables = tasks.entrySet().stream()
                .map(some -> Html.of(
                        "<h2>{}</h2>\n{}",
                        some.getKey().title(),
                        TaskTable.html(some.getValue().rows(), some.getKey(), now)))
                .toList();
        return Html.of(
                "<h1>Agent {}</h1>\n{}<p>{}</p>\n{}",
                agent.id(),
                facts(agent, ofMaster(agent, now)),
                own(agent),
                Html.join(tables));
    }

    /** What only the master knows. */
    private static Html ofMaster(AgentView agent, Instant now) {
        return Html.of(
                """
                <dt>State</dt><dd>{}</dd>
                <dt>Registered</dt><dd>{}</dd>
                <dt>Offered</dt><dd>{}</dd>
                """,
                state(agent),
                Times.ago(agent.registered(), now),
                agent.offered().text());
    }

    static Html facts(AgentView agent, Html more) {
        return Html.of(
                """
                <div class="summary">
                <section><dl>
                <dt>ID</dt><dd>{}</dd>
                <dt>Host</dt><dd>{}</dd>
                {}<dt>Attributes</dt><dd>{}</dd>
                </dl></section>
                <section><h2>Resources</h2>
                {}<dl>
                <dt>Total</dt><dd>{}</dd>
                <dt>Allocated</dt><dd>{}</dd>
                <dt>Ports</dt><dd>{}</dd>
                </dl></section>
                </div>
                """,
                agent.id(),
                host(agent),
                more,
                attributes(agent.info()),
                Amounts.bars(agent.used(), agent.total()),
                agent.total().text(),
                agent.used().text(),
                ports(agent.info()));
    }

    private static String host(AgentView agent) {
        return agent.url().map(url -> url.substring(2)).orElse(agent.info().getHostname());
    }

    private static Html state(AgentView agent) {
        return agent.active()
                ? Html.of("<span class=\"good\">Active</span>")
                : Html.of("<span class=\"bad\">Disconnected</span>");
    }

    private static Html own(AgentView agent) {
        return agent.url()
                .filter(url -> agent.active())
                .map(url -> Html.of("<a href=\"{}/\">Executors and sandboxes</a>", url))
                .orElse(Html.of("&ndash;"));
    }

    private static String attributes(AgentInfo info) {
        return info.getAttributesCount() == 0
                ? "\u2013"
                : info.getAttributesList().stream()
                        .map(attribute -> attribute.getName() + ":" + value(attribute))
                        .collect(Collectors.joining("; "));
    }

    private static String value(Attribute attribute) {
        return switch (attribute.getType()) {
            case SCALAR -> Amounts.number(attribute.getScalar().getValue());
            case RANGES -> ranges(attribute.getRanges());
            case SET -> attribute.getSet().getItemList().toString();
            case TEXT -> attribute.getText().getValue();
        };
    }

    private static String ports(AgentInfo info) {
        return info.getResourcesList().stream()
                .filter(resource -> resource.getName().equals("ports"))
                .map(Resource::getRanges)
                .map(AgentsPage::ranges)
                .collect(Collectors.joining(" "));
    }

    private static String ranges(Value.Ranges ranges) {
        return ranges.getRangeList().stream()
                .map(range -> range.getBegin() + "-" + range.getEnd())
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
