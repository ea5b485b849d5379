package org.mesoselk.localmesos.agent.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.mesoselk.commons.process.Ownership;
import org.mesoselk.commons.process.UnixUser;
import org.mesoselk.commons.process.Users;
import org.mesoselk.localmesos.agent.docker.Docker;
import org.mesoselk.localmesos.agent.docker.DockerContainer;
import org.mesoselk.localmesos.agent.fetch.FetchException;
import org.mesoselk.localmesos.agent.fetch.Fetcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Containers as plain processes, each in a session of its own: neither the agent's death nor a Ctrl-C at its terminal
 * reaches them. They write to their sandbox files directly.
 */
public final class PosixLauncher implements Launcher {

    private static final Logger LOG = LoggerFactory.getLogger(PosixLauncher.class);
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(30);

    private final ExecutorService workers;
    private final Fetcher fetcher;
    private final Optional<Docker> docker;
    private final Users users = Users.ofThisHost();

    /** @param workers launches and kills block these */
    public PosixLauncher(ExecutorService workers, Fetcher fetcher, Optional<Docker> docker) {
        this.workers = workers;
        this.fetcher = fetcher;
        this.docker = docker;
    }

    @Override
    public void launch(Launch launch, Consumer<LaunchResult> done) {
        workers.execute(() -> done.accept(start(launch)));
    }

    private LaunchResult start(Launch launch) {
        try {
            Optional<UnixUser> owner = owner(launch);
            fetcher.fetch(launch.uris(), launch.sandbox(), line -> log(launch.sandbox(), line));
            if (owner.isPresent()) {
                Ownership.give(launch.sandbox(), owner.get());
            }
            if (docker.isPresent() && launch.docker().isPresent()) {
                docker.get().create(launch.docker().get(), launch.environment());
            }
            return started(launch, owner);
        } catch (FetchException e) {
            log(launch.sandbox(), e.getMessage());
            return new LaunchResult.Failed("Failed to launch container: Failed to fetch all URIs for container '"
                    + launch.containerId() + "': " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new LaunchResult.Failed("Failed to launch container: the agent stops");
        } catch (IOException | RuntimeException e) {
            LOG.warn("launching container {} failed", launch.containerId(), e);
            return new LaunchResult.Failed("Failed to launch container: " + e.getMessage());
        }
    }

    private Optional<UnixUser> owner(Launch launch) throws IOException {
        if (launch.owner().isEmpty()) {
            return Optional.empty();
        }
        String name = launch.owner().get();
        Optional<UnixUser> user = users.find(name);
        if (user.isEmpty()) {
            throw new IOException("the user '" + name + "' does not exist on this agent; create it, or name another in"
                    + " the framework's or the command's user");
        }
        return user;
    }

    private LaunchResult started(Launch launch, Optional<UnixUser> owner) throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid"));
        if (launch.asOwner() && owner.isPresent() && !owner.get().isRoot()) {
            command.addAll(Switch.to(owner.get()));
        }
        command.addAll(launch.command());
        File sandbox = launch.sandbox().toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(sandbox)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(sandbox, "stdout")))
                .redirectError(ProcessBuilder.Redirect.appendTo(new File(sandbox, "stderr")));
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        Process process = builder.start();
        ProcessId id = ProcessId.of(process.pid()).orElse(ProcessId.ended(process.pid()));
        CompletableFuture<Integer> end = process.onExit()
                .thenApplyAsync(
                        ended -> {
                            remove(launch.docker().map(DockerContainer::name));
                            kill(id);
                            return WaitStatus.ofExitValue(ended.exitValue());
                        },
                        workers);
        return new LaunchResult.Started(id, end);
    }

    @Override
    public void destroy(ProcessId leader, Optional<String> container, Runnable done) {
        workers.execute(() -> {
            remove(container);
            kill(leader);
            done.run();
        });
    }

    @Override
    public void removeAllBut(Set<String> known) {
        try {
            if (docker.isPresent()) {
                docker.get().removeAllBut(known);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Killing Docker's client would leave it running. */
    private void remove(Optional<String> container) {
        if (docker.isEmpty() || container.isEmpty()) {
            return;
        }
        try {
            docker.get().remove(container.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void kill(ProcessId leader) {
        try {
            ProcessTree tree = new ProcessTree(leader);
            if (!tree.kill(Set.of(), KILL_PATIENCE)) {
                LOG.error("these processes of container leader {} survive SIGKILL: {}", leader.pid(), tree.members());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void log(Path sandbox, String line) {
        try {
            Files.writeString(
                    sandbox.resolve("stderr"), line + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.warn("cannot write to {}: {}", sandbox.resolve("stderr"), e.toString());
        }
    }
}
