package org.mesoselk.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.mesoselk.cli.home.FindHome;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.local.Checkout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

@Command(
        name = "elk",
        description = "The Elastic stack on Apache Mesos, all on this machine.",
        subcommands = {
            UpCommand.class,
            StatusCommand.class,
            ScaleCommand.class,
            LogsCommand.class,
            DownCommand.class,
            ChaosCommand.class,
            DemoCommand.class,
            SimulateCommand.class
        },
        mixinStandardHelpOptions = true,
        version = "elk 0.1.0",
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed", "2:wrong usage", "3:timed out while it still goes on"})
final class ElkCommand implements Runnable {

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description =
                    "Folder of the installation. Default: $$ELK_HOME, else .elk beside the launcher. Several homes"
                            + " run side by side.")
    private Optional<Path> home = Optional.empty();

    @Option(names = "--elk-root", paramLabel = "DIR", scope = ScopeType.INHERIT, hidden = true)
    private Optional<Path> root = Optional.empty();

    ElkCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Which command? One of up, status, scale, logs, down, chaos, demo, simulate");
    }

    Home home() {
        if (home.filter(dir -> dir.toString().isBlank()).isPresent()) {
            throw Failure.usage("--home is empty: name a folder");
        }
        return FindHome.find(home, root(), console);
    }

    /** Never the one that $ELK_HOME names: what is in it is removed afterwards. */
    Home demoHome() {
        return home.isPresent()
                ? home()
                : new Home(root().map(it -> it.resolve(".elk-demo"))
                        .orElseThrow(() -> Failure.usage("No home is named: give --home DIR")));
    }

    Checkout checkout() {
        return new Checkout(root().orElseThrow(() -> Failure.failed(
                "It is not known where mesos-elk is: start elk by its launcher ./elk, or set ELK_ROOT")));
    }

    private Optional<Path> root() {
        return root.or(() -> console.variable("ELK_ROOT").map(Path::of))
                .map(dir -> dir.toAbsolutePath().normalize());
    }
}
