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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.mesoselk.commons.process.Ownership;
import org.mesoselk.commons.process.UnixUser;
import org.mesoselk.commons.process.Users;
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
    private final Users users = Users.ofThisHost();

    /** @param workers launches and kills block these */
    public PosixLauncher(ExecutorService workers, Fetcher fetcher) {
        this.workers = workers;
        this.fetcher = fetcher;
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
            return started(launch, owner);
        } catch (FetchException e) {
            log(launch.sandbox(), e.getMessage());
            return new LaunchResult.Failed("Failed to launch container: Failed to fetch all URIs for container '"
                    + launch.containerId() + "': " + e.getMessage());
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
                            kill(id);
                            return WaitStatus.ofExitValue(ended.exitValue());
                        },
                        workers);
        return new LaunchResult.Started(id, end);
    }

    @Override
    public void destroy(ProcessId leader, Runnable done) {
        workers.execute(() -> {
            kill(leader);
            done.run();
        });
    }

    private static void kill(ProcessId leader) {
        try {
            ProcessTree tree = new ProcessTree(leader);
            if (!tree.kill(java.util.Set.of(), KILL_PATIENCE)) {
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
