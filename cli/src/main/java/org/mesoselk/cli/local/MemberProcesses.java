package org.mesoselk.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.process.ProcessTable;
import org.mesoselk.cli.process.Sessions;

/**
 * What the home's Mesos agents have started: executors with all below them. They outlive their agent on purpose, so
 * whoever wants an end of them has to find them.
 */
final class MemberProcesses {

    private final Path work;
    private final ProcessTable table;

    MemberProcesses(Home home, ProcessTable table) {
        this.work = home.mesos();
        this.table = table;
    }

    /** The sessions of executors in which something still runs, by the pid of the session's leader. */
    Set<Long> sessions() {
        Set<Long> noted = notedByAgents();
        return new Sessions(table).having(pid -> runsInSandbox(pid, noted));
    }

    /** A pid alone may be anybody's by now; so its environment or its place has to tell that it is an executor's. */
    private boolean runsInSandbox(long pid, Set<Long> noted) {
        Map<String, String> environment = table.environment(pid);
        boolean told = Stream.of("MESOS_DIRECTORY", "MESOS_SANDBOX")
                .anyMatch(name -> environment.getOrDefault(name, "").startsWith(work + "/"));
        return told || (inNotedSession(pid, noted) && inWork(pid));
    }

    private boolean inNotedSession(long pid, Set<Long> noted) {
        return table.entry(pid).filter(entry -> noted.contains(entry.session())).isPresent();
    }

    private boolean inWork(long pid) {
        String prefix = work + "/";
        return table.workingDirectory(pid)
                        .filter(directory -> directory.startsWith(work))
                        .isPresent()
                || table.commandLine(pid).stream().anyMatch(argument -> argument.contains(prefix));
    }

    /** The pids that agents checkpoint of the executors that they fork: WORK/…/runs/ID/pids/forked.pid. */
    private Set<Long> notedByAgents() {
        if (!Files.isDirectory(work)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.find(
                work, 16, (path, attributes) -> attributes.isRegularFile() && path.endsWith("pids/forked.pid"))) {
            return files.map(MemberProcesses::pid).filter(pid -> pid > 0).collect(Collectors.toSet());
        } catch (IOException | java.io.UncheckedIOException e) {
            return Set.of();
        }
    }

    private static long pid(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip().split("\\s")[0]);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
