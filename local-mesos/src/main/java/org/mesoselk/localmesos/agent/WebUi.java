package org.mesoselk.localmesos.agent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.Resource;
import org.mesoselk.localmesos.ui.AgentSource;
import org.mesoselk.localmesos.ui.AgentView;
import org.mesoselk.localmesos.ui.Amounts;
import org.mesoselk.localmesos.ui.ExecutorView;
import org.mesoselk.localmesos.ui.TaskView;

/** Gives the agent's pages what they show. */
final class WebUi implements AgentSource {

    private final AgentOptions options;
    private final AgentLoop loop;
    private final AgentState state;
    private final Instant started;

    WebUi(AgentOptions options, AgentLoop loop, AgentState state, Instant started) {
        this.options = options;
        this.loop = loop;
        this.state = state;
        this.started = started;
    }

    @Override
    public String master() {
        return options.master();
    }

    @Override
    public AgentView self() throws InterruptedException {
        return loop.ask(() -> {
            AgentInfo info = state.info;
            List<Resource> used = new ArrayList<>();
            int tasks = 0;
            for (AgentExecutor executor : state.executors()) {
                used.addAll(executor.resources());
                tasks += (int) executor.liveTasks().stream()
                        .filter(task -> !task.terminal())
                        .count();
            }
            return new AgentView(
                    info,
                    Optional.of("//" + info.getHostname() + ":" + info.getPort()),
                    !info.getId().getValue().isEmpty(),
                    started,
                    Amounts.of(used),
                    Amounts.NONE,
                    tasks);
        });
    }

    @Override
    public List<ExecutorView> executors() throws InterruptedException {
        return loop.ask(() -> {
            List<ExecutorView> executors = new ArrayList<>();
            for (AgentFramework framework : state.allFrameworks()) {
                framework.allExecutors().forEach(executor -> executors.add(view(framework, executor)));
            }
            Collections.reverse(executors);
            return executors;
        });
    }

    private ExecutorView view(AgentFramework framework, AgentExecutor executor) {
        List<TaskView> tasks = Stream.concat(executor.liveTasks().stream(), executor.completed.stream())
                .map(task -> TaskView.of(
                        task.toTask(framework.id(), executor.command),
                        framework.info.getName(),
                        options.hostname(),
                        Optional.empty()))
                .toList();
        return new ExecutorView(
                framework.id().getValue(),
                framework.info.getName(),
                executor.id(),
                executor.command,
                executor.state == AgentExecutor.State.TERMINATED,
                executor.run.container(),
                executor.sandbox.toString(),
                Amounts.of(executor.resources()),
                tasks);
    }
}
