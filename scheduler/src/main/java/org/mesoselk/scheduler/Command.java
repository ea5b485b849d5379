package org.mesoselk.scheduler;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mesoselk.scheduler.options.ElasticsearchOptions;
import org.mesoselk.scheduler.options.KibanaOptions;
import org.mesoselk.scheduler.options.LogstashOptions;
import org.mesoselk.scheduler.options.OptionFaults;
import org.mesoselk.scheduler.runtime.Exit;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code scheduler elasticsearch} and the like: reads the options and runs the scheduler until it ends.
 *
 * @param spec as picocli parses and explains it
 */
record Command(CommandSpec spec, Reader reader) {

    /** Makes a framework of the options. */
    interface Reader {
        /** @param searched folders where the executor's jar is looked for */
        Framework read(ParseResult parsed, Map<String, String> environment, List<Path> searched, String presentUser)
                throws OptionFaults;
    }

    static List<Command> all() {
        return List.of(
                new Command(
                        ElasticsearchOptions.command(),
                        (parsed, environment, searched, user) -> new ElasticsearchFramework(
                                ElasticsearchOptions.from(parsed, environment, searched, user))),
                new Command(
                        LogstashOptions.command(),
                        (parsed, environment, searched, user) ->
                                new LogstashFramework(LogstashOptions.from(parsed, environment, searched, user))),
                new Command(
                        KibanaOptions.command(),
                        (parsed, environment, searched, user) ->
                                new KibanaFramework(KibanaOptions.from(parsed, environment, searched, user))));
    }

    String name() {
        return spec.name();
    }

    /** @return the exit code */
    int run(ParseResult parsed, Map<String, String> environment) {
        Framework framework;
        try {
            framework = reader.read(parsed, environment, searched(), System.getProperty("user.name"));
        } catch (OptionFaults e) {
            System.err.println("The scheduler cannot start with these options:");
            e.faults().forEach(fault -> System.err.println("  - " + fault));
            return Main.WRONG_USAGE;
        }
        Exit exit = new SchedulerRun(framework).run();
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
        Path started = Path.of(System.getProperty("java.class.path").split(File.pathSeparator, 2)[0]);
        if (started.toString().endsWith(".jar")) {
            folders.add(started.toAbsolutePath().normalize().getParent());
        }
        folders.add(Path.of("").toAbsolutePath());
        return folders;
    }
}
