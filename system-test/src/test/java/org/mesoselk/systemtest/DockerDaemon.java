package org.mesoselk.systemtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A Docker of its own, in a folder: it knows no image and no container of the machine's, and no network but the host's. */
final class DockerDaemon implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Path folder;
    private final Program daemon;

    private DockerDaemon(Path folder, Program daemon) {
        this.folder = folder;
        this.daemon = daemon;
    }

    /** Whether this host has the daemon and its client, and lets it run. */
    static boolean canRun() {
        boolean isRoot = "root".equals(System.getProperty("user.name"));
        return isRoot && Stream.of("dockerd", "docker").allMatch(DockerDaemon::isOnPath);
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Skips the test where the host does not let it run, as inside most containers. */
    static DockerDaemon start(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<String> command = List.of(
                "dockerd",
                "--host=unix://" + folder.resolve("docker.sock"),
                "--data-root=" + folder.resolve("data"),
                "--exec-root=" + folder.resolve("exec"),
                "--pidfile=" + folder.resolve("pid"),
                "--iptables=false",
                "--ip6tables=false",
                "--bridge=none");
        DockerDaemon docker = new DockerDaemon(
                folder, Program.start("dockerd", folder.resolve("logs/dockerd.log"), Map.of(), command));
        try {
            Await.until(
                    "a Docker that answers", SOON, () -> docker.run("version").exitCode(), exit -> exit == 0);
            return docker;
        } catch (RuntimeException | Error e) {
            docker.close();
            throw e;
        }
    }

    private static String lastLine(String output) {
        List<String> lines = output.strip().lines().toList();
        return lines.isEmpty() ? "it says nothing" : lines.get(lines.size() - 1);
    }

    String socket() {
        return folder.resolve("docker.sock").toString();
    }

    /** Its client, with this daemon. */
    String client() {
        return "docker -H unix://" + socket();
    }

    private Elk.Result run(String arguments) throws IOException {
        return new Elk(folder, folder.resolve("logs"), List.of(), Map.of()).run(client() + " " + arguments);
    }

    String ask(String arguments) throws IOException {
        return run(arguments).expect(0).output();
    }

    /** Names of all, ended ones too. */
    List<String> containers() throws IOException {
        return ask("ps --all --format '{{.Names}}'").lines().toList();
    }

    /** What runs in a container, by the host's pids. */
    List<ProcessHandle> processes(String container) throws IOException {
        long first = Long.parseLong(
                ask("inspect --format '{{.State.Pid}}' " + container).strip());
        List<ProcessHandle> processes = new ArrayList<>();
        ProcessHandle.of(first).ifPresent(handle -> {
            processes.add(handle);
            handle.descendants().forEach(processes::add);
        });
        return processes;
    }

    /** It leaves the network namespace that it gave its containers mounted. */
    @Override
    public void close() {
        daemon.close();
        Path mounted = folder.resolve("exec/netns/default");
        if (Files.exists(mounted)) {
            try (Program umount = Program.start(
                    "umount", folder.resolve("logs/umount.log"), Map.of(), List.of("umount", mounted.toString()))) {
                umount.exitCode();
            }
        }
    }
}
