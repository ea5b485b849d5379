package org.mesoselk.localmesos.agent.docker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.ContainerInfo.DockerInfo;
import org.apache.mesos.v1.Protos.Environment;
import org.apache.mesos.v1.Protos.Parameter;
import org.apache.mesos.v1.Protos.Volume;

/**
 * What Docker is to be told of the container of an executor, as a real agent tells it.
 *
 * @param name by which Docker knows it
 * @param forcePull fetch the image although there is one of that name
 * @param creation arguments of {@code docker create}
 */
public record DockerContainer(String name, String image, boolean forcePull, List<String> creation) {

    /** Names the agent in Docker's list, so that another one on the same host is left alone. */
    static final String LABEL = "org.mesoselk.local-mesos.work-dir";

    private static final String SANDBOX = "MESOS_SANDBOX";
    private static final String PATH = "PATH";

    /** Of a real agent: 1024 shares for each CPU, and no less than these. */
    private static final int SHARES_PER_CPU = 1024;

    private static final int MIN_SHARES = 2;
    private static final long BYTES_PER_MB = 1024 * 1024;

    /** @return the name that a real agent gives */
    public static String name(String containerId) {
        return "mesos-" + containerId;
    }

    /** Whether Docker is asked for; a container that is not there has that type, too. */
    public static boolean isAsked(ContainerInfo container) {
        return container.hasType() && container.getType() == ContainerInfo.Type.DOCKER;
    }

    /** What a container's variables are: as on the host, but for the sandbox, and a PATH that is the image's own. */
    public static Map<String, String> environment(
            Map<String, String> onHost, CommandInfo command, String name, DockerOptions options) {
        Map<String, String> variables = new TreeMap<>(onHost);
        variables.put(SANDBOX, options.sandboxDirectory());
        variables.put("MESOS_CONTAINER_NAME", name);
        boolean isGiven = command.getEnvironment().getVariablesList().stream()
                .map(Environment.Variable::getName)
                .anyMatch(PATH::equals);
        if (!isGiven) {
            variables.remove(PATH);
        }
        return variables;
    }

    /**
     * Of an executor's container.
     *
     * @param words what runs in it, in place of what the image would run
     * @param variables only their names are told here; Docker's client takes the values out of its own environment
     * @param cpus all that the executor and its first tasks have
     * @param memoryMb likewise
     */
    public static DockerContainer of(
            String containerId,
            ContainerInfo container,
            List<String> words,
            Set<String> variables,
            double cpus,
            double memoryMb,
            Path workDir,
            Path sandbox,
            DockerOptions options) {
        DockerInfo docker = container.getDocker();
        String name = name(containerId);
        List<String> arguments = new ArrayList<>(List.of(
                "--name=" + name,
                "--rm",
                "--label=" + LABEL + "=" + workDir,
                "--cpu-shares=" + Math.max(MIN_SHARES, (int) (cpus * SHARES_PER_CPU)),
                "--memory=" + (long) memoryMb * BYTES_PER_MB));
        if (docker.getPrivileged()) {
            arguments.add("--privileged");
        }
        new TreeSet<>(variables).forEach(variable -> arguments.add("--env=" + variable));
        arguments.add("--volume=" + sandbox + ":" + options.sandboxDirectory());
        container.getVolumesList().forEach(volume -> arguments.add("--volume=" + mount(volume, sandbox)));
        arguments.add("--net=" + docker.getNetwork().name().toLowerCase(Locale.ROOT));
        for (Parameter parameter : docker.getParametersList()) {
            arguments.add("--" + parameter.getKey() + "=" + parameter.getValue());
        }
        arguments.add("--entrypoint=" + words.get(0));
        arguments.add(docker.getImage());
        arguments.addAll(words.subList(1, words.size()));
        return new DockerContainer(name, docker.getImage(), docker.getForcePullImage(), List.copyOf(arguments));
    }

    /** A path of the host that is none from the root is one in the sandbox. */
    private static String mount(Volume volume, Path sandbox) {
        return sandbox.resolve(volume.getHostPath()) + ":" + volume.getContainerPath() + ":"
                + (volume.getMode() == Volume.Mode.RO ? "ro" : "rw");
    }
}
