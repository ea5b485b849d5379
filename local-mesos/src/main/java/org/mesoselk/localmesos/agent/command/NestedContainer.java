package org.mesoselk.localmesos.agent.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ContainerID;
import org.apache.mesos.v1.Protos.ContainerStatus;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.mesoselk.commons.process.Ownership;
import org.mesoselk.localmesos.agent.checkpoint.Sandbox;
import org.mesoselk.localmesos.agent.fetch.FetchException;
import org.mesoselk.localmesos.agent.fetch.Fetcher;
import org.mesoselk.localmesos.agent.process.MarkedProcesses;

/**
 * The place of a task of a group: a sandbox of its own below the executor's, {@code containers/CHILD}, which the link
 * {@code tasks/TASK} leads to, and an environment that has nothing of the executor's. Its processes stay in the
 * executor's session, and are known by the sandbox that their environment names.
 */
final class NestedContainer implements TaskPlace {

    private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);

    /** What the executor knows and its tasks' containers have to. */
    record Parent(ContainerID id, Path sandbox, String ip, String path) {}

    private final Parent parent;
    private final TaskInfo task;
    private final String user;
    private final ContainerID id;
    private final Path sandbox;
    private final MarkedProcesses processes;

    /** @param user empty: as the executor itself */
    NestedContainer(Parent parent, TaskInfo task, String user) {
        this.parent = parent;
        this.task = task;
        this.user = user;
        this.id = ContainerID.newBuilder()
                .setValue(UUID.randomUUID().toString())
                .setParent(parent.id())
                .build();
        this.sandbox = parent.sandbox().resolve("containers").resolve(id.getValue());
        this.processes = new MarkedProcesses("MESOS_SANDBOX", sandbox.toString());
    }

    /**
     * Lays the sandbox out, fetches what the command needs, and leads the task's volumes, which the agent has linked
     * into the executor's sandbox, to where the task looks for them.
     *
     * @throws IOException naming the path or the URI
     */
    void create(Fetcher fetcher) throws IOException {
        Sandbox.createNested(
                sandbox,
                parent.sandbox().resolve("tasks").resolve(task.getTaskId().getValue()));
        for (Resource resource : task.getResourcesList()) {
            if (resource.getDisk().hasPersistence()) {
                String path = resource.getDisk().getVolume().getContainerPath();
                Files.createDirectories(sandbox.resolve(path).getParent());
                Files.createSymbolicLink(sandbox.resolve(path), parent.sandbox().resolve(path));
            }
        }
        try {
            fetcher.fetch(task.getCommand().getUrisList(), sandbox, this::log);
        } catch (FetchException e) {
            log(e.getMessage());
            throw new IOException(
                    "Failed to fetch all URIs for container '" + id.getValue() + "': " + e.getMessage(), e);
        }
        if (!user.isEmpty()) {
            Ownership.give(sandbox, TaskProcesses.account(user));
        }
    }

    private void log(String line) {
        try {
            Files.writeString(
                    sandbox.resolve("stderr"), line + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        } catch (IOException e) {
            System.err.println("cannot write to " + sandbox.resolve("stderr") + ": " + e);
        }
    }

    @Override
    public Process start(CommandInfo command) throws IOException {
        return builder(command)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        sandbox.resolve("stdout").toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        sandbox.resolve("stderr").toFile()))
                .start();
    }

    @Override
    public Process check(CommandInfo command) throws IOException {
        return TaskProcesses.startChecking(builder(command));
    }

    private ProcessBuilder builder(CommandInfo command) throws IOException {
        ProcessBuilder builder = TaskProcesses.builder(command, user).directory(sandbox.toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", parent.path());
        TaskProcesses.addVariables(environment, task, command);
        environment.put("MESOS_SANDBOX", sandbox.toString());
        environment.put("MESOS_CONTAINER_IP", parent.ip());
        return builder;
    }

    @Override
    public void terminate() {
        processes.terminate();
    }

    @Override
    public void kill() throws InterruptedException {
        processes.kill(KILL_PATIENCE);
    }

    @Override
    public void left() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The agent adds the network of a container that lives. */
    @Override
    public Optional<ContainerStatus> status(Optional<Long> pid) {
        ContainerStatus.Builder status = ContainerStatus.newBuilder().setContainerId(id);
        pid.ifPresent(alive -> status.setExecutorPid(Math.toIntExact(alive)));
        return Optional.of(status.build());
    }
}
