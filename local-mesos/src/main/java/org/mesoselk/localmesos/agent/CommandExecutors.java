package org.mesoselk.localmesos.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.Value;
import org.mesoselk.localmesos.agent.command.CommandExecutor;
import org.mesoselk.localmesos.agent.command.DefaultExecutor;

/** The executors that come with the agent: the one that it makes up for a task without one, and that for groups. */
final class CommandExecutors {

    /** What Mesos adds to a task for its command executor: 0.1 cpus and 32 MB. */
    private static final double CPUS = 0.1;

    private static final double MEM = 32;
    private static final int MAX_SHOWN = 15;
    private static final int SHOWN = 12;

    private CommandExecutors() {}

    @SuppressWarnings("deprecation") // Mesos itself still sets the source, and shows it.
    static ExecutorInfo of(FrameworkInfo framework, TaskInfo task) {
        String id = task.getTaskId().getValue();
        return ExecutorInfo.newBuilder()
                .setExecutorId(
                        org.apache.mesos.v1.Protos.ExecutorID.newBuilder().setValue(id))
                .setFrameworkId(framework.getId())
                .setCommand(task.getCommand().toBuilder()
                        .setShell(false)
                        .setValue(java())
                        .clearArguments()
                        .addAllArguments(command(false)))
                .addResources(resource(task, "cpus", CPUS))
                .addResources(resource(task, "mem", MEM))
                .setName("Command Executor (Task: " + id + ") (Command: " + shown(task.getCommand()) + ")")
                .setSource(id)
                .build();
    }

    /** That a container is to be made of; empty when the host's own files do. */
    static Optional<String> image(ContainerInfo container) {
        // A container that is not there has that type, too.
        if (container.hasType() && container.getType() == ContainerInfo.Type.DOCKER) {
            return Optional.of(container.getDocker().getImage());
        }
        return container.getMesos().hasImage()
                ? Optional.of(container.getMesos().getImage().getDocker().getName())
                : Optional.empty();
    }

    /** @param switchUser the executor starts its command as the command's or the framework's user */
    static List<String> command(boolean switchUser) {
        return command(CommandExecutor.class, switchUser);
    }

    /** Of the executor for groups of tasks that have no other. */
    static List<String> defaultExecutor(boolean switchUser) {
        return command(DefaultExecutor.class, switchUser);
    }

    private static List<String> command(Class<?> main, boolean switchUser) {
        return List.of(
                java(),
                "-Xmx16m",
                "-Xss256k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                classPath(),
                main.getName(),
                switchUser ? "--switch-user" : "--no-switch-user");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Absolute, because the executor runs in its sandbox. */
    private static String classPath() {
        return java.util.Arrays.stream(System.getProperty("java.class.path").split(":"))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(java.util.stream.Collectors.joining(":"));
    }

    private static Resource resource(TaskInfo task, String name, double value) {
        Resource.Builder resource = Resource.newBuilder()
                .setName(name)
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value));
        task.getResourcesList().stream()
                .filter(Resource::hasAllocationInfo)
                .findFirst()
                .ifPresent(allocated -> resource.setAllocationInfo(allocated.getAllocationInfo()));
        return resource.build();
    }

    private static String shown(CommandInfo command) {
        return command.getShell()
                ? "sh -c '" + shortened(command.getValue()) + "'"
                : "[" + shortened(String.join(", ", command.getArgumentsList())) + "]";
    }

    private static String shortened(String text) {
        return text.length() > MAX_SHOWN ? text.substring(0, SHOWN) + "..." : text;
    }
}
