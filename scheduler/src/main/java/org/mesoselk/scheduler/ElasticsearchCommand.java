package org.mesoselk.scheduler;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mesoselk.scheduler.options.ElasticsearchOptions;
import org.mesoselk.scheduler.options.OptionFaults;
import org.mesoselk.scheduler.runtime.Exit;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code scheduler elasticsearch}: reads the options and runs the scheduler until it ends. */
final class ElasticsearchCommand {

    private ElasticsearchCommand() {}

    static CommandSpec spec() {
        return ElasticsearchOptions.command();
    }

    static int run(ParseResult parsed, Map<String, String> environment) {
        ElasticsearchOptions options;
        try {
            options = ElasticsearchOptions.from(parsed, environment, searched(), System.getProperty("user.name"));
        } catch (OptionFaults e) {
            System.err.println("The scheduler cannot start with these options:");
            e.faults().forEach(fault -> System.err.println("  - " + fault));
            return Main.WRONG_USAGE;
        }
        Exit exit = new ElasticsearchScheduler(options).run();
        int code = exit.code().orElse(1);
        if (code == 0) {
            LoggerFactory.getLogger("mesos-elk").info("{}", exit.sentence());
        } else {
            System.err.println(exit.sentence());
        }
        return code;
    }

    /** Beside the scheduler's jar, then the working directory. */
    private static List<Path> searched() {
        List<Path> folders = new ArrayList<>();
        // The first (for java -jar: the only) entry of the class path is the jar that was started.
        Path started = Path.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator, 2)[0]);
        if (started.toString().endsWith(".jar")) {
            folders.add(started.toAbsolutePath().normalize().getParent());
        }
        folders.add(Path.of("").toAbsolutePath());
        return folders;
    }
}
