package org.mesoselk.localmesos.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.Resource;
import org.mesoselk.localmesos.agent.docker.Docker;
import org.mesoselk.localmesos.agent.docker.DockerContainer;
import org.mesoselk.localmesos.agent.docker.DockerOptions;
import org.mesoselk.localmesos.agent.process.CommandLine;
import org.mesoselk.localmesos.agent.process.Launch;

/** An executor that is to run in a container of Docker: its process on the host is the client that shows what it prints. */
final class InDocker {

    private InDocker() {}

    /**
     * @param onHost what the executor's environment would be without a container
     * @throws IllegalArgumentException when its command has no value
     */
    static Launch launch(DockerOptions options, AgentExecutor executor, Path workDir, Map<String, String> onHost) {
        CommandInfo command = executor.info.getCommand();
        String name = DockerContainer.name(executor.run.container());
        Map<String, String> variables = DockerContainer.environment(onHost, command, name, options);
        List<Resource> resources = executor.resources();
        DockerContainer container = DockerContainer.of(
                executor.run.container(),
                executor.info.getContainer(),
                words(command),
                variables.keySet(),
                ResourceSums.scalar(resources, "cpus"),
                ResourceSums.scalar(resources, "mem"),
                workDir,
                executor.sandbox,
                options);
        // The client needs a PATH, and by the others an agent that is started anew finds it.
        Map<String, String> ofTheClient = new TreeMap<>(variables);
        ofTheClient.putIfAbsent("PATH", ExecutorEnvironment.PATH);
        return new Launch(
                executor.run.container(),
                executor.sandbox,
                command.getUrisList(),
                Optional.empty(),
                false,
                new Docker(options, workDir).start(container),
                ofTheClient,
                Optional.of(container));
    }

    /** As a real agent gives them: a shell by its path. */
    private static List<String> words(CommandInfo command) {
        List<String> words = CommandLine.of(command);
        return command.getShell() ? List.of("/bin/sh", "-c", command.getValue()) : words;
    }
}
