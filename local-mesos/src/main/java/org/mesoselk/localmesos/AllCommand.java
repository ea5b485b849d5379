package org.mesoselk.localmesos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.mesoselk.localmesos.agent.Agent;
import org.mesoselk.localmesos.agent.AgentOptions;
import org.mesoselk.localmesos.http.HttpSecurity;
import org.mesoselk.localmesos.master.Master;
import org.mesoselk.localmesos.master.MasterOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "all",
        description = "Runs a master and agents in one process. Executors go on when it ends, and are found again.",
        mixinStandardHelpOptions = true)
final class AllCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(AllCommand.class);
    private static final int MAX_AGENTS = 200;
    private static final String DEFAULT_RESOURCES = "cpus:2;mem:2048;disk:20000";

    @Option(
            names = "--port",
            defaultValue = "5050",
            description = "of the master, 0 for any free one (${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--agents", defaultValue = "5", description = "how many (${DEFAULT-VALUE})")
    private int agents;

    @Option(
            names = {"--work-dir", "--work_dir"},
            required = true,
            description = "each agent has a folder of its own in it")
    private Path workDir;

    @Option(
            names = "--agent-resources",
            paramLabel = "[N=]RESOURCES",
            description = "of every agent, or of agent N, counted from 1 (cpus:2;mem:2048;disk:20000);"
                    + " ports are added unless they are there")
    private List<String> resources = new ArrayList<>();

    @Option(
            names = "--attributes",
            paramLabel = "[N=]ATTRIBUTES",
            description = "of every agent, or of agent N, counted from 1; such as disk:ssd;rack:r1")
    private List<String> attributes = new ArrayList<>();

    @Option(names = "--port-range-size", defaultValue = "100", description = "ports of each agent (${DEFAULT-VALUE})")
    private int portRangeSize;

    @Option(
            names = "--ports-base",
            description = "first port of the first agent; found, and kept in the work folder, without it")
    private Optional<Integer> portsBase;

    @Option(names = "--announce", description = "file that tells all addresses as JSON once everything is ready")
    private Optional<Path> announce;

    @Mixin
    private MasterFlags masterFlags;

    @Mixin
    private AgentFlags agentFlags;

    @Mixin
    private SecurityFlags securityFlags;

    @Override
    public Integer call() throws IOException {
        Running running = new Running();
        start(running);
        return running.await();
    }

    /** @throws IllegalArgumentException when an option is wrong; nothing has been started then */
    void start(Running running) throws IOException {
        if (agents < 1 || agents > MAX_AGENTS) {
            throw new IllegalArgumentException("--agents must be between 1 and " + MAX_AGENTS + ", not " + agents);
        }
        HttpSecurity security = securityFlags.security();
        MasterOptions masterOptions = masterFlags.options(port, security);
        PerAgent wantedResources = PerAgent.parse("--agent-resources", resources, agents);
        PerAgent wantedAttributes = PerAgent.parse("--attributes", attributes, agents);
        Files.createDirectories(workDir);
        PortSlices slices = PortSlices.of(workDir, portsBase, agents, portRangeSize);
        Function<String, List<AgentOptions>> options = master -> IntStream.rangeClosed(1, agents)
                .mapToObj(number -> {
                    AgentOptions.Builder one = AgentOptions.builder(master, workDir.resolve("agent-" + number))
                            .ip(masterOptions.ip())
                            .hostname(masterOptions.hostname())
                            .resources(slices.addTo(wantedResources.of(number).orElse(DEFAULT_RESOURCES), number))
                            .attributes(wantedAttributes.of(number).orElse(""))
                            .security(security);
                    agentFlags.apply(one);
                    return one.build();
                })
                .toList();
        // Made once before the master's address is known, so that a mistake in a text is told before anything runs.
        LOG.info(
                "{} agents, ports from {}",
                options.apply("http://127.0.0.1:5050").size(),
                slices.base());
        Master master = running.add(Master.start(masterOptions, InstantSource.system(), why -> running.stop(1, why)));
        List<Agent> started = new ArrayList<>();
        for (AgentOptions one : options.apply(master.url())) {
            Agent agent = running.add(new Agent(one));
            agent.start();
            var unused = agent.ended().thenAccept(why -> LOG.info("agent at {} ended: {}", agent.url(), why));
            started.add(agent);
        }
        Thread announcer = new Thread(() -> announce(master, started, running), "announce");
        announcer.setDaemon(true);
        announcer.start();
    }

    private void announce(Master master, List<Agent> started, Running running) {
        try {
            Announcement.whenReady(master, started, workDir).write(announce);
        } catch (IOException e) {
            running.stop(1, "the announcement could not be written: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
