package org.mesoselk.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mesoselk.cli.demo.Demo;
import org.mesoselk.cli.demo.DemoPlan;
import org.mesoselk.cli.demo.RunDemo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "demo",
        description = "Scales a cluster of small Elasticsearch nodes up and down by three API calls while documents are"
                + " written and searched, and looks up every acknowledged one at the end. In a home of its own"
                + " (--home, else .elk-demo beside the launcher), which is removed afterwards.")
final class DemoCommand implements Callable<Integer> {

    private final Console console;

    @ParentCommand
    private ElkCommand elk;

    @Parameters(
            paramLabel = "FROM-TO-BACK",
            description = "Numbers of nodes, as 1-49-3, which wants 20 GB of memory, or 1-9-3.")
    private String plan;

    @Option(
            names = "--elasticsearch-home",
            paramLabel = "DIR",
            description = "An unpacked official distribution. Default: the one of Maven Central that is pinned here.")
    private Optional<Path> elasticsearchHome = Optional.empty();

    @Option(names = "--report", paramLabel = "FILE", description = "Write the report to this file too.")
    private Optional<Path> report = Optional.empty();

    @Option(names = "--keep", description = "Leave the installation running at the end.")
    private boolean keep;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "1h",
            converter = TimeoutConverter.class,
            description = "How long it may take in all; default ${DEFAULT-VALUE}.")
    private Duration timeout;

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        DemoPlan wanted = DemoPlan.parse(plan);
        Demo demo = new Demo(console, elk.demoHome(), elk.checkout(), Deadline.after(timeout));
        return new RunDemo(demo, report, keep).run(wanted, elasticsearchHome) ? 0 : Failure.FAILED;
    }
}
