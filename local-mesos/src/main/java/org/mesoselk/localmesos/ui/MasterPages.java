package org.mesoselk.localmesos.ui;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.localmesos.http.HttpAnswer;
import org.mesoselk.localmesos.http.HttpError;
import org.mesoselk.localmesos.http.HttpHandler;
import org.mesoselk.localmesos.http.HttpRequest;
import org.mesoselk.localmesos.http.Routes;
import org.mesoselk.localmesos.ui.Frame.Fresh;
import org.mesoselk.localmesos.ui.TaskQuery.Kind;

/**
 * The pages of a master, at {@code /} and below {@code /ui}. Sandboxes are not among them: they are on the pages of the
 * agents, to which these link. A master that does not lead shows who does.
 */
public final class MasterPages {

    private static final Frame FRAME = new Frame(
            "Mesos",
            List.of(
                    new Frame.Tab("Frameworks", "/ui/frameworks"),
                    new Frame.Tab("Agents", "/ui/agents"),
                    new Frame.Tab("Roles", "/ui/roles"),
                    new Frame.Tab("Offers", "/ui/offers")));

    private final MasterSource source;
    private final InstantSource clock;

    public MasterPages(MasterSource source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    public void addTo(Routes routes) {
        Assets.addTo(routes);
        routes.get("/", guarded(this::overview));
        routes.get("/ui/frameworks", guarded(this::frameworks));
        routes.get("/ui/framework", guarded(this::framework));
        routes.get("/ui/agents", guarded(this::agents));
        routes.get("/ui/agent", guarded(this::agent));
        routes.get("/ui/tasks", guarded(this::tasks));
        routes.get("/ui/offers", guarded(this::offers));
        routes.get("/ui/roles", guarded(this::roles));
        routes.get("/ui/*", guarded(request -> {
            throw new HttpError(404, "There is no page " + request.path() + ".");
        }));
    }

    private HttpHandler guarded(HttpHandler page) {
        return request -> {
            MasterSource.Standing standing = source.standing();
            try {
                if (standing instanceof MasterSource.StandsBy other) {
                    return standsBy(other.leader(), request);
                } else if (standing instanceof MasterSource.NobodyLeads) {
                    return FRAME.page(200, "No leader", Fresh.RENEWED, Html.of("""
                            <h1>No master leads</h1>
                            <p>This master waits to be elected, or to hear who is. The page shows it when that is known.</p>
                            """));
                }
                return page.handle(request);
            } catch (HttpError e) {
                return FRAME.problem(e.status(), e.status() == 404 ? "Not found" : "Not to be shown", e.getMessage());
            }
        };
    }

    private static HttpAnswer standsBy(String leader, HttpRequest request) {
        String query = request.rawQuery().isEmpty() ? "" : "?" + request.rawQuery();
        return FRAME.page(
                200, "Standby", Fresh.RENEWED, Html.of("""
                <h1>This master stands by</h1>
                <p>Leading master: <a href="{}{}{}">{}</a></p>
                """, leader, request.rawPath(), query, leader.substring(2)));
    }

    private HttpAnswer overview(HttpRequest request) throws InterruptedException {
        record Seen(ClusterView cluster, Map<Kind, Slice<TaskView>> tasks) {}
        Seen seen = source.ask(facts -> new Seen(facts.cluster(), tasks(facts, Optional.empty(), Optional.empty())));
        String name = seen.cluster().name();
        return shown(
                name.isEmpty() ? "Mesos" : name + " - Mesos", OverviewPage.html(seen.cluster(), seen.tasks(), now()));
    }

    private HttpAnswer frameworks(HttpRequest request) throws InterruptedException {
        return shown("Frameworks", FrameworksPage.all(source.ask(MasterFacts::frameworks), now()));
    }

    private HttpAnswer framework(HttpRequest request) throws InterruptedException {
        record Seen(FrameworkView framework, Map<Kind, Slice<TaskView>> tasks) {}
        String id = id(request);
        Seen seen = source.ask(facts -> new Seen(
                facts.framework(id)
                        .orElseThrow(() -> new HttpError(404, "This master knows no framework '" + id + "'.")),
                tasks(facts, Optional.of(id), Optional.empty())));
        return shown(seen.framework().info().getName(), FrameworksPage.one(seen.framework(), seen.tasks(), now()));
    }

    private HttpAnswer agents(HttpRequest request) throws InterruptedException {
        int offset = offset(request);
        return shown("Agents", AgentsPage.all(source.ask(facts -> facts.agents(offset)), now()));
    }

    private HttpAnswer agent(HttpRequest request) throws InterruptedException {
        record Seen(AgentView agent, Map<Kind, Slice<TaskView>> tasks) {}
        String id = id(request);
        Seen seen = source.ask(facts -> new Seen(
                facts.agent(id)
                        .orElseThrow(() -> new HttpError(
                                404,
                                "No agent '" + id + "' is registered. One that is unreachable, gone or not back yet"
                                        + " after a change of the master is not shown.")),
                tasks(facts, Optional.empty(), Optional.of(id))));
        return shown("Agent " + id, AgentsPage.one(seen.agent(), seen.tasks(), now()));
    }

    private HttpAnswer tasks(HttpRequest request) throws InterruptedException {
        Kind kind;
        try {
            kind = Kind.valueOf(request.parameter("kind").orElse(Kind.ACTIVE.name()));
        } catch (IllegalArgumentException e) {
            throw new HttpError(404, "There is no such kind of tasks; there are ACTIVE, UNREACHABLE and COMPLETED.");
        }
        TaskQuery query = new TaskQuery(kind, request.parameter("framework"), Optional.empty(), offset(request));
        Slice<TaskView> some = source.ask(facts -> facts.tasks(query));
        return shown(
                kind.title(),
                Html.of(
                        "<h1>{}</h1>\n{}{}",
                        kind.title(),
                        TaskTable.html(some.rows(), kind, now()),
                        some.pager(offset -> query.framework().isPresent()
                                ? Link.to(
                                        "/ui/tasks",
                                        "kind",
                                        kind.name(),
                                        "framework",
                                        query.framework().get(),
                                        "offset",
                                        "" + offset)
                                : Link.to("/ui/tasks", "kind", kind.name(), "offset", "" + offset))));
    }

    private HttpAnswer offers(HttpRequest request) throws InterruptedException {
        int offset = offset(request);
        return shown("Offers", OffersPage.offers(source.ask(facts -> facts.offers(offset)), now()));
    }

    private HttpAnswer roles(HttpRequest request) throws InterruptedException {
        return shown("Roles", OffersPage.roles(source.ask(MasterFacts::roles)));
    }

    private static Map<Kind, Slice<TaskView>> tasks(
            MasterFacts facts, Optional<String> framework, Optional<String> agent) {
        Map<Kind, Slice<TaskView>> tasks = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            tasks.put(kind, facts.tasks(new TaskQuery(kind, framework, agent, 0)));
        }
        return tasks;
    }

    private static HttpAnswer shown(String title, Html body) {
        return FRAME.page(200, title, Fresh.RENEWED, body);
    }

    private Instant now() {
        return clock.instant();
    }

    private static String id(HttpRequest request) {
        return request.parameter("id").orElse("");
    }

    private static int offset(HttpRequest request) {
        String text = request.parameter("offset").orElse("0");
        if (!text.matches("\\d{1,8}")) {
            throw new HttpError(400, "The offset '" + text + "' is not a number.");
        }
        return Integer.parseInt(text);
    }
}
