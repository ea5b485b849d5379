package org.mesoselk.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.mesoselk.benchmarks.client.ClientBench;
import org.mesoselk.benchmarks.cluster.FortyNineBench;
import org.mesoselk.benchmarks.cluster.ScaleBench;
import org.mesoselk.benchmarks.failover.FailoverBench;
import org.mesoselk.benchmarks.footprint.FootprintBench;
import org.mesoselk.benchmarks.forwarder.ForwarderBench;
import org.mesoselk.benchmarks.offers.OfferBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures by name. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        description = "Measures mesos-elk beside a peer or a limit, in the same run.")
final class Main implements Callable<Integer> {

    private static final List<Bench> BENCHES = List.of(
            new ScaleBench(),
            new OfferBench(),
            new ClientBench(),
            new FailoverBench(),
            new FootprintBench(),
            new ForwarderBench());

    /** By its name only: it takes half an hour and most of a machine. */
    private static final Bench LARGE = new FortyNineBench();

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "Names of benchmarks; 'all'; or 'list'.")
    private List<String> names = List.of();

    @Option(names = "--repeat", paramLabel = "N", description = "Repetitions; each benchmark has its own default.")
    private Optional<Integer> repeat = Optional.empty();

    @Option(
            names = "--write",
            paramLabel = "FILE",
            description = "Puts the tables between the marks in this page, as docs/benchmarks.md.")
    private Optional<Path> page = Optional.empty();

    public static void main(String[] args) {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (names.equals(List.of("list"))) {
            Stream.concat(BENCHES.stream(), Stream.of(LARGE))
                    .forEach(bench -> System.out.printf("%-10s %s%n", bench.name(), bench.summary()));
            return 0;
        }
        List<Bench> chosen = names.equals(List.of("all"))
                ? BENCHES
                : names.stream().map(this::named).toList();
        int failed = 0;
        for (Bench bench : chosen) {
            try {
                measure(bench);
            } catch (Exception e) {
                // The others are worth their time all the same.
                failed++;
                System.err.println(bench.name() + " failed:");
                e.printStackTrace();
            }
        }
        return failed == 0 ? 0 : 1;
    }

    private void measure(Bench bench) throws Exception {
        try (Scene scene = Scene.open()) {
            int repetitions = repeat.orElse(bench.repetitions());
            scene.tell("%s: %s, %d times", bench.name(), bench.summary(), repetitions);
            List<String> table = Table.of(bench.name(), bench.run(repetitions, scene), repetitions);
            table.forEach(System.out::println);
            if (page.isPresent()) {
                Table.write(page.get(), bench.name(), table);
            }
        }
    }

    private Bench named(String name) {
        return Stream.concat(BENCHES.stream(), Stream.of(LARGE))
                .filter(bench -> bench.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "There is no benchmark '" + name + "'; 'list' shows the names"));
    }
}
