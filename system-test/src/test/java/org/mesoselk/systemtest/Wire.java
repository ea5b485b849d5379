package org.mesoselk.systemtest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What two hosts have between them, in each direction by itself. Packets are lost in the hub by a routing rule that
 * drops them without a word, so that nothing is closed, nothing is refused and nothing answers.
 */
final class Wire implements Line {

    private static final String DELAY_TABLE = "77";
    private static final String DELAY_DEVICE = "delay";

    private final Network network;
    private final Path logs;
    private final Network.Host here;
    private final Network.Host there;
    private final List<List<String>> rules = new ArrayList<>();
    private Optional<Program> delay = Optional.empty();

    Wire(Network network, Path logs, String here, String there) {
        this.network = network;
        this.logs = logs;
        this.here = network.host(here);
        this.there = network.host(there);
    }

    @Override
    public void lose(boolean thereIsLost, boolean backIsLost) {
        heal();
        if (thereIsLost) {
            rule(here, there, "blackhole");
        }
        if (backIsLost) {
            rule(there, here, "blackhole");
        }
    }

    /** By a process, because {@code tc netem} is not in every kernel. */
    @Override
    public void delay(Duration each) {
        heal();
        ip(Stream.of("tuntap", "add", "dev", DELAY_DEVICE, "mode", "tun"));
        ip(Stream.of("link", "set", "dev", DELAY_DEVICE, "up"));
        ip(Stream.of("route", "add", "default", "dev", DELAY_DEVICE, "table", DELAY_TABLE));
        Program line = Program.java(
                new Place(Network.inNamespace(network.hub()), ""),
                "delay-line",
                logs.resolve("delay-line.log"),
                Map.of(),
                List.of(
                        "-Xmx24m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DelayLine.class.getName(),
                        DELAY_DEVICE,
                        Long.toString(each.toMillis())));
        delay = Optional.of(line);
        Await.often(
                "a delay line",
                Duration.ofSeconds(20),
                line::output,
                output -> output.contains("delays " + DELAY_DEVICE));
        rule(here, there, "table", DELAY_TABLE);
        rule(there, here, "table", DELAY_TABLE);
    }

    @Override
    public void heal() {
        rules.forEach(rule -> ip(Stream.concat(Stream.of("rule", "del"), rule.stream())));
        rules.clear();
        delay.ifPresent(Program::close);
        if (delay.isPresent()) {
            delay = Optional.empty();
            ip(Stream.of("tuntap", "del", "dev", DELAY_DEVICE, "mode", "tun"));
        }
    }

    private void rule(Network.Host from, Network.Host to, String... action) {
        for (String address : List.of(to.outer(), to.inner())) {
            List<String> rule = Stream.concat(Stream.of("iif", from.name(), "to", address), Stream.of(action))
                    .toList();
            ip(Stream.concat(Stream.of("rule", "add"), rule.stream()));
            rules.add(rule);
        }
    }

    private void ip(Stream<String> arguments) {
        Network.ip(Stream.concat(Stream.of("-n", network.hub()), arguments).toArray(String[]::new));
    }

    @Override
    public String toString() {
        return here.name() + "-" + there.name();
    }
}
