package org.mesoselk.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mesoselk.cli.up.Up;
import org.mesoselk.cli.up.UpOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "up",
        description =
                "Starts ZooKeeper, Mesos, Elasticsearch, a Logstash on every agent and, where one is named, Kibana on this"
                        + " machine, and ends when all is ready."
                        + " A home that runs already is left running; what has died of it is started. Options are kept for the"
                        + " next time.")
final class UpCommand implements Callable<Integer> {

    private final Console console;

    @ParentCommand
    private ElkCommand elk;

    @Option(names = "--nodes", paramLabel = "N", description = "Elasticsearch nodes of a new cluster; default 3.")
    private Optional<Integer> nodes = Optional.empty();

    @Option(names = "--agents", paramLabel = "N", description = "Mesos agents; default 5.")
    private Optional<Integer> agents = Optional.empty();

    @Option(
            names = "--agent-resources",
            paramLabel = "[N=]RES",
            description = "Of every agent, or of the N-th, as Mesos writes them; repeatable; default"
                    + " cpus:4;mem:4096;disk:20000.")
    private List<String> agentResources = new ArrayList<>();

    @Option(
            names = "--agent-attributes",
            paramLabel = "[N=]ATTR",
            description = "Of every agent, or of the N-th, as disk:ssd;rack:r1; repeatable.")
    private List<String> agentAttributes = new ArrayList<>();

    @Option(
            names = "--set-mesos",
            paramLabel = "OPTION=VALUE",
            converter = OptionValue.Converter.class,
            description = "Any other option of the local Mesos, as agent-ping-timeout=5secs; repeatable.")
    private List<OptionValue> mesosOptions = new ArrayList<>();

    @Option(
            names = "--elasticsearch-home",
            paramLabel = "DIR",
            description = "An unpacked official distribution. Default: the one of Maven Central that is pinned here.")
    private Optional<Path> elasticsearchHome = Optional.empty();

    @Option(
            names = "--elasticsearch-url",
            paramLabel = "URL",
            description = "An official .tar.gz or .zip by http, https or file URL; #sha512=HEX after it is verified.")
    private Optional<String> elasticsearchUrl = Optional.empty();

    @Option(names = "--heap", paramLabel = "MB", description = "Java heap of a node; default 256.")
    private Optional<Integer> heap = Optional.empty();

    @Option(names = "--memory", paramLabel = "MB", description = "Memory of a node in all; default 1024.")
    private Optional<Integer> memory = Optional.empty();

    @Option(names = "--cpus", paramLabel = "N", description = "CPUs of a node; default 0.5.")
    private Optional<Double> cpus = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "OPTION=VALUE",
            converter = OptionValue.Converter.class,
            description = "Any other option of the Elasticsearch scheduler, as replicas=1; repeatable.")
    private List<OptionValue> options = new ArrayList<>();

    @Option(names = "--without-logstash", description = "Collect no logs.")
    private boolean withoutLogstash;

    @Option(names = "--with-logstash", description = "A Logstash on every agent; the default.")
    private boolean withLogstash;

    @Option(
            names = "--set-logstash",
            paramLabel = "OPTION=VALUE",
            converter = OptionValue.Converter.class,
            description = "Any of the Logstash scheduler, as file=/var/log/*.log.")
    private List<OptionValue> logstashOptions = new ArrayList<>();

    @Option(names = "--kibana-home", paramLabel = "DIR", description = "An unpacked official Kibana to start too.")
    private Optional<Path> kibanaHome = Optional.empty();

    @Option(names = "--kibana-url", paramLabel = "URL", description = "The same as an archive.")
    private Optional<String> kibanaUrl = Optional.empty();

    @Option(names = "--kibana-instances", paramLabel = "N", description = "Of a new Kibana; default 1.")
    private Optional<Integer> kibanaInstances = Optional.empty();

    @Option(
            names = "--set-kibana",
            paramLabel = "OPTION=VALUE",
            converter = OptionValue.Converter.class,
            description = "Any of the Kibana scheduler, as base-path=/kibana.")
    private List<OptionValue> kibanaOptions = new ArrayList<>();

    @Option(names = "--without-kibana", description = "None, until one is named.")
    private boolean withoutKibana;

    @Option(
            names = "--stack",
            paramLabel = "5",
            description = "Elasticsearch 5.6 and Kibana 5.1, out of the registries.")
    private Optional<Integer> stack = Optional.empty();

    @Option(
            names = "--schedulers",
            paramLabel = "N",
            description = "Schedulers of each framework; one leads, the others stand by; default 1.")
    private Optional<Integer> schedulers = Optional.empty();

    @Option(
            names = "--separate",
            description = "Each Mesos master and agent a process of its own, so that each can be killed.")
    private boolean separate;

    @Option(names = "--masters", paramLabel = "N", description = "Mesos masters; implies --separate; default 1.")
    private Optional<Integer> masters = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "15m",
            converter = TimeoutConverter.class,
            description = "How long to wait, as 90s, 15m or 2h; default ${DEFAULT-VALUE}. It goes on afterwards.")
    private Duration timeout;

    UpCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        atLeastOne("--nodes", nodes);
        atLeastOne("--agents", agents);
        atLeastOne("--schedulers", schedulers);
        atLeastOne("--masters", masters);
        atLeastOne("--heap", heap);
        atLeastOne("--memory", memory);
        atLeastOne("--kibana-instances", kibanaInstances);
        if (cpus.filter(value -> !(value > 0)).isPresent()) {
            throw Failure.usage("--cpus " + cpus.get() + " must be more than 0");
        }
        if (elasticsearchHome.isPresent() && elasticsearchUrl.isPresent()) {
            throw Failure.usage("Give --elasticsearch-home or --elasticsearch-url, not both");
        }
        if (withLogstash && withoutLogstash) {
            throw Failure.usage("Give --with-logstash or --without-logstash, not both");
        }
        if (kibanaHome.isPresent() && kibanaUrl.isPresent()) {
            throw Failure.usage("Give --kibana-home or --kibana-url, not both");
        }
        if (withoutKibana && (kibanaHome.isPresent() || kibanaUrl.isPresent() || stack.isPresent())) {
            throw Failure.usage("Give --without-kibana or a Kibana to start, not both");
        }
        UpOptions said = new UpOptions(
                nodes,
                agents,
                agentResources,
                agentAttributes,
                OptionValue.single("--set-mesos", mesosOptions),
                elasticsearchHome,
                elasticsearchUrl,
                heap,
                memory,
                cpus,
                OptionValue.together(options),
                new UpOptions.LogstashOptions(
                        withLogstash || withoutLogstash ? Optional.of(withLogstash) : Optional.empty(),
                        OptionValue.together(logstashOptions)),
                new UpOptions.KibanaOptions(
                        withoutKibana, kibanaHome, kibanaUrl, kibanaInstances, OptionValue.together(kibanaOptions)),
                stack,
                new UpOptions.ProcessOptions(schedulers, separate, masters));
        new Up(console, elk.home(), elk.checkout(), Deadline.after(timeout)).run(said);
        return 0;
    }

    private static void atLeastOne(String option, Optional<Integer> value) {
        if (value.filter(number -> number < 1).isPresent()) {
            throw Failure.usage(option + " " + value.get() + " must be 1 or more");
        }
    }
}
