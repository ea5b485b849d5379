package org.mesoselk.localmesos.ui;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.mesoselk.localmesos.agent.files.FilesEndpoint;
import org.mesoselk.localmesos.http.HttpAnswer;
import org.mesoselk.localmesos.http.HttpError;
import org.mesoselk.localmesos.http.HttpHandler;
import org.mesoselk.localmesos.http.HttpRequest;
import org.mesoselk.localmesos.http.Routes;
import org.mesoselk.localmesos.ui.Frame.Fresh;

/** The pages of an agent, at {@code /} and below {@code /ui}: its executors and tasks, and their sandboxes. */
public final class AgentPages {

    private final AgentSource source;
    private final SandboxPages sandboxes;
    private final InstantSource clock;
    private final Frame frame;

    public AgentPages(AgentSource source, FilesEndpoint files, InstantSource clock) {
        this.source = source;
        this.clock = clock;
        this.frame = new Frame(
                "Mesos Agent",
                Link.outside(source.master())
                        .map(master -> List.of(new Frame.Tab("Master", master)))
                        .orElse(List.of()));
        this.sandboxes = new SandboxPages(frame, files, clock);
    }

    public void addTo(Routes routes) {
        Assets.addTo(routes);
        routes.get("/", guarded(this::overview));
        routes.get("/ui/task", guarded(this::task));
        routes.get("/ui/browse", guarded(sandboxes::browse));
        routes.get("/ui/file", guarded(sandboxes::file));
        routes.get("/ui/*", guarded(request -> {
            throw new HttpError(404, "There is no page " + request.path() + ".");
        }));
    }

    private HttpHandler guarded(HttpHandler page) {
        return request -> {
            try {
                return page.handle(request);
            } catch (HttpError e) {
                return frame.problem(e.status(), e.status() == 404 ? "Not found" : "Not to be shown", e.getMessage());
            }
        };
    }

    private HttpAnswer overview(HttpRequest request) throws InterruptedException {
        AgentView self = source.self();
        List<ExecutorView> executors = source.executors();
        Instant now = clock.instant();
        return frame.page(
                200,
                "Agent " + self.info().getHostname(),
                Fresh.RENEWED,
                Html.of(
                        "<h1>Agent {}</h1>\n{}<h2>Executors</h2>\n{}<h2>Completed Executors</h2>\n{}",
                        self.info().getHostname(),
                        AgentsPage.facts(self, Html.NOTHING),
                        table(executors, false, now),
                        table(executors, true, now)));
    }

    private static Html table(List<ExecutorView> executors, boolean completed, Instant now) {
        Table table = new Table("Framework", "Executor ID", "Task ID", "Task Name", "State", "Health", "Started", "");
        for (ExecutorView executor : executors) {
            if (executor.completed() != completed) {
                continue;
            }
            Html sandbox = Html.of("<a href=\"{}\">Sandbox</a>", Link.to("/ui/browse", "path", executor.directory()));
            String id = executor.command() ? "(command task)" : executor.id();
            if (executor.tasks().isEmpty()) {
                table.row(executor.frameworkName(), id, "\u2013", "\u2013", "\u2013", "\u2013", "\u2013", sandbox);
            }
            for (TaskView task : executor.tasks()) {
                table.row(
                        executor.frameworkName(),
                        id,
                        task.id(),
                        task.name(),
                        TaskTable.state(task),
                        TaskTable.health(task.health()),
                        Times.ago(task.started(), now),
                        sandbox);
            }
        }
        return table.html("None.");
    }

    /** Where a master's page sends people who want a task's sandbox, of which it knows no path. */
    private HttpAnswer task(HttpRequest request) throws InterruptedException {
        String framework = request.parameter("framework").orElse("");
        String task = request.parameter("task").orElse("");
        Optional<ExecutorView> executor = source.executors().stream()
                .filter(one -> one.frameworkId().equals(framework)
                        && one.tasks().stream().anyMatch(known -> known.id().equals(task)))
                .findFirst();
        String directory = executor.map(ExecutorView::directory)
                .orElseThrow(() -> new HttpError(
                        404,
                        "This agent knows no task '" + task + "' of framework '" + framework
                                + "'. It may never have started here, or be so old that its sandbox was removed."));
        return HttpAnswer.empty(307).with("Location", Link.to("/ui/browse", "path", directory));
    }
}
