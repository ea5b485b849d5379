package org.mesoselk.localmesos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mesoselk.localmesos.agent.Agent;
import org.mesoselk.localmesos.agent.AgentOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "agent", description = "Runs an agent.", mixinStandardHelpOptions = true)
final class AgentCommand implements Callable<Integer> {

    @Option(names = "--master", required = true, description = "URL of a master, or zk://host:port/path")
    private String master;

    @Option(
            names = {"--work-dir", "--work_dir"},
            required = true,
            description = "sandboxes and checkpoints; whoever starts on it again is the same agent")
    private Path workDir;

    @Option(names = "--port", defaultValue = "5051", description = "0 for any free one (${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--ip", defaultValue = "127.0.0.1", description = "address to listen on (${DEFAULT-VALUE})")
    private String ip;

    @Option(names = "--hostname", description = "name under which others reach this agent (the ip)")
    private Optional<String> hostname;

    @Option(names = "--resources", description = "such as cpus:4;mem:4096;disk:20000;ports:[31000-31099]")
    private Optional<String> resources;

    @Option(names = "--attributes", defaultValue = "", description = "such as disk:ssd;rack:r1")
    private String attributes;

    @Mixin
    private AgentFlags flags;

    @Mixin
    private SecurityFlags security;

    @Override
    public Integer call() throws IOException {
        AgentOptions.Builder options = AgentOptions.builder(master, workDir)
                .ip(ip)
                .hostname(hostname.orElse(ip))
                .port(port)
                .attributes(attributes)
                .security(security.security());
        resources.ifPresent(options::resources);
        flags.apply(options);
        Running running = new Running();
        Agent agent = running.add(new Agent(options.build()));
        agent.start();
        var unused = agent.ended().thenAccept(why -> running.stop(0, why));
        return running.await();
    }
}
