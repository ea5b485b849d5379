package org.mesoselk.localmesos.agent.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Docker's client: one process for each order. All orders block. */
public final class Docker {

    private static final Logger LOG = LoggerFactory.getLogger(Docker.class);

    private static final Duration SHORT = Duration.ofMinutes(1);
    /** Images are large, and registries may be far. */
    private static final Duration PULL = Duration.ofMinutes(30);

    private static final long PAUSE_MILLIS = 100;

    private final DockerOptions options;
    private final Path workDir;

    /** @param workDir of the agent, by which its containers are told from others */
    public Docker(DockerOptions options, Path workDir) {
        this.options = options;
        this.workDir = workDir;
    }

    private record Answer(int exit, String out, String error) {}

    /**
     * Fetches the image where that is needed and makes the container, which does not run yet.
     *
     * @param environment values of the variables that the container is to have
     * @throws IOException with Docker's own words when it does not
     */
    public void create(DockerContainer container, Map<String, String> environment)
            throws IOException, InterruptedException {
        boolean isThere = !container.forcePull()
                && ask(SHORT, Map.of(), List.of("image", "inspect", container.image()))
                                .exit()
                        == 0;
        if (!isThere) {
            order(PULL, Map.of(), List.of("pull", container.image()));
        }
        List<String> words = new ArrayList<>(List.of("create"));
        words.addAll(container.creation());
        order(SHORT, environment, words);
    }

    /** The command that starts a container that was made, shows what it prints, and ends with its exit code. */
    public List<String> start(DockerContainer container) {
        return line(List.of("start", "--attach", container.name()));
    }

    /** Kills what runs in it and forgets it; nothing happens when there is none of that name. */
    public void remove(String name) throws InterruptedException {
        long deadline = System.nanoTime() + SHORT.toNanos();
        String last = "";
        while (System.nanoTime() < deadline) {
            try {
                Answer answer = ask(SHORT, Map.of(), List.of("rm", "--force", "--volumes", name));
                boolean isGone = answer.error().contains("No such container");
                if (isGone || answer.exit() == 0 && answer.error().isEmpty()) {
                    return;
                }
                last = answer.error();
            } catch (IOException e) {
                last = e.getMessage();
            }
            // Somebody else may be removing it, too.
            Thread.sleep(PAUSE_MILLIS);
        }
        LOG.error("the container {} could not be removed: {}", name, last);
    }

    /** Removes what an agent on the same work directory left, but for those that are known. */
    public void removeAllBut(Set<String> known) throws InterruptedException {
        try {
            Answer answer = order(
                    SHORT,
                    Map.of(),
                    List.of(
                            "ps",
                            "--all",
                            "--filter=label=" + DockerContainer.LABEL + "=" + workDir,
                            "--format={{.Names}}"));
            for (String name : answer.out().lines().toList()) {
                if (!known.contains(name)) {
                    LOG.warn("the container {} belongs to no executor that this agent knows: it is removed", name);
                    remove(name);
                }
            }
        } catch (IOException e) {
            LOG.warn("what containers an earlier agent left is not known: {}", e.getMessage());
        }
    }

    private Answer order(Duration atMost, Map<String, String> environment, List<String> words)
            throws IOException, InterruptedException {
        Answer answer = ask(atMost, environment, words);
        if (answer.exit() != 0) {
            String tried = String.join(" ", line(words.subList(0, words.get(0).equals("pull") ? 2 : 1)));
            throw new IOException("Failed to run '" + tried + "': exited with status " + answer.exit() + "; stderr='"
                    + answer.error() + "'");
        }
        return answer;
    }

    private Answer ask(Duration atMost, Map<String, String> environment, List<String> words)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(workDir, "docker", ".out");
        Path error = Files.createTempFile(workDir, "docker", ".err");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(line(words)).redirectOutput(out.toFile()).redirectError(error.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IOException("docker " + words.get(0) + " has not ended within " + atMost.toSeconds() + " s");
            }
            return new Answer(process.exitValue(), text(out), text(error));
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(error);
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8).strip();
    }

    private List<String> line(List<String> words) {
        List<String> line = new ArrayList<>(List.of(options.program(), "-H", "unix://" + options.socket()));
        line.addAll(words);
        return line;
    }
}
