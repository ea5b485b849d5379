package org.mesoselk.localmesos.agent.checkpoint;

import java.nio.file.Path;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.TaskID;

/** Where everything lies below an agent's work directory: exactly as a real agent has it. */
public record WorkDir(Path root) {

    /** One run of one executor. */
    public record Run(String agentId, FrameworkID framework, ExecutorID executor, String container) {}

    /**
     * The folder that the run lives in.
     *
     * @throws IllegalArgumentException when one of the ids could not be the name of a folder
     */
    public Path sandbox(Run run) {
        return runs(root.resolve("slaves"), run).resolve(name(run.container()));
    }

    Path metaSlaves() {
        return root.resolve("meta/slaves");
    }

    Path metaSlave(String agentId) {
        return metaSlaves().resolve(name(agentId));
    }

    Path metaFramework(String agentId, FrameworkID framework) {
        return metaSlave(agentId).resolve("frameworks").resolve(name(framework.getValue()));
    }

    Path metaExecutor(Run run) {
        return metaFramework(run.agentId(), run.framework())
                .resolve("executors")
                .resolve(name(run.executor().getValue()));
    }

    Path metaRun(Run run) {
        return metaExecutor(run).resolve("runs").resolve(name(run.container()));
    }

    Path metaTask(Run run, TaskID task) {
        return metaRun(run).resolve("tasks").resolve(name(task.getValue()));
    }

    private static Path runs(Path slaves, Run run) {
        return slaves.resolve(name(run.agentId()))
                .resolve("frameworks")
                .resolve(name(run.framework().getValue()))
                .resolve("executors")
                .resolve(name(run.executor().getValue()))
                .resolve("runs");
    }

    private static String name(String id) {
        if (id.isEmpty() || id.equals(".") || id.equals("..") || id.indexOf('/') >= 0 || id.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the id '" + id + "' cannot be the name of a folder");
        }
        return id;
    }
}
