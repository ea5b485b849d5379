package org.mesoselk.cli.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.process.ProcessTable;

/** Which of the home's processes belong to which task, as the sandbox tells that their environment names. */
public final class MemberTree {

    /** As a module, or as before 8.0 by itself. */
    private static final String SERVER = "org.elasticsearch.bootstrap.Elasticsearch";

    private static final String LAUNCHER = "org.elasticsearch.launcher.CliToolLauncher";

    /** Mesos gives each executor a sandbox below its id, and the scheduler gives each task an executor of its id. */
    private static final Pattern TASK = Pattern.compile("/executors/([^/]+)/runs/");

    private static final List<String> SANDBOXES = List.of("MESOS_DIRECTORY", "MESOS_SANDBOX", "ES_PATH_CONF");

    private final Path work;
    private final ProcessTable table;

    public MemberTree(Home home, ProcessTable table) {
        this.work = home.mesos();
        this.table = table;
    }

    /** The server JVM of each task that has one: pid by task id. */
    public Map<String, Long> elasticsearch() {
        return find(command -> command.contains(SERVER));
    }

    public Map<String, Long> launchers() {
        return find(command -> command.contains(LAUNCHER));
    }

    /** The executor's JVM of each task of the framework that has one: pid by task id. */
    public Map<String, Long> executors(Framework framework) {
        return find(command -> command.contains("executor-" + framework.key()) && command.contains("java"));
    }

    /** A launcher has forked its server for a moment before it becomes one: the younger counts. */
    private Map<String, Long> find(Predicate<String> command) {
        Map<String, Long> found = new TreeMap<>();
        for (ProcessTable.Entry entry : table.all()) {
            List<String> line = table.commandLine(entry.pid());
            if (!line.isEmpty() && Path.of(line.get(0)).endsWith("java") && command.test(String.join(" ", line))) {
                task(table.environment(entry.pid())).ifPresent(task -> found.merge(task, entry.pid(), Math::max));
            }
        }
        return found;
    }

    private Optional<String> task(Map<String, String> environment) {
        return SANDBOXES.stream()
                .map(name -> environment.getOrDefault(name, ""))
                .filter(sandbox -> sandbox.startsWith(work + "/"))
                .map(TASK::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }
}
