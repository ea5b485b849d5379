package org.mesoselk.cli.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.mesoselk.cli.Console;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.api.FrameworkStatus;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.local.Installation;
import org.mesoselk.cli.status.Inspect;
import org.mesoselk.commons.process.LogTail;

/** {@code elk logs NAME}: the end of what a process of the home, or a member in its sandbox, has written. */
public record LogFiles(Console console, Home home, Installation installation, Inspect inspect) {

    private static final int SANDBOX_DEPTH = 12;

    /** @param lines how many of each file */
    public void print(String name, int lines) throws IOException, InterruptedException {
        for (Path log : logs(name)) {
            console.out().println("== " + log);
            LogTail.lastLines(log, lines).forEach(console.out()::println);
        }
    }

    private List<Path> logs(String name) throws IOException, InterruptedException {
        if (installation.names().contains(name)) {
            return List.of(home.log(name));
        }
        String task = inspect.now().frameworks().values().stream()
                .flatMap(view -> view.status().stream())
                .flatMap(status -> status.members().stream())
                .filter(member -> member.name().equals(name))
                .map(FrameworkStatus.Member::task)
                .findFirst()
                .orElseThrow(() -> noSuchLog(name));
        return inSandbox(task);
    }

    /** Mesos gives each executor a sandbox below its id, and the scheduler gives each task an executor of its id. */
    private List<Path> inSandbox(String task) throws IOException {
        try (Stream<Path> files = Files.find(
                home.mesos(),
                SANDBOX_DEPTH,
                (path, attributes) -> attributes.isRegularFile()
                        && path.toString().contains("/executors/" + task + "/runs/")
                        && (path.endsWith("stdout") || path.endsWith("stderr")))) {
            return files.sorted().toList();
        }
    }

    private Failure noSuchLog(String name) {
        return Failure.usage("There is no log of " + name + ": give one of " + String.join(", ", installation.names())
                + " or the name of a member that elk status shows");
    }
}
