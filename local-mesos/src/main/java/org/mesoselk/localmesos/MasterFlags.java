package org.mesoselk.localmesos;

import java.time.Duration;
import java.util.Optional;
import org.mesoselk.localmesos.http.HttpSecurity;
import org.mesoselk.localmesos.master.MasterOptions;
import org.mesoselk.localmesos.master.Timings;
import picocli.CommandLine.Option;

/** The options of a master; each also under the name of a real master's flag. */
final class MasterFlags {

    @Option(names = "--ip", defaultValue = "127.0.0.1", description = "address to listen on (${DEFAULT-VALUE})")
    private String ip;

    @Option(names = "--hostname", description = "name under which others reach this master (the ip)")
    private Optional<String> hostname;

    @Option(names = "--zk", description = "zk://host:port/path where masters meet; without it this master leads alone")
    private Optional<String> zk;

    @Option(
            names = {"--zk-session-timeout", "--zk_session_timeout"},
            defaultValue = "10secs",
            description = "${DEFAULT-VALUE}")
    private Duration zkSessionTimeout;

    @Option(names = "--cluster", defaultValue = "", description = "a name for people")
    private String cluster;

    @Option(
            names = {"--allocation-interval", "--allocation_interval"},
            defaultValue = "1secs",
            description = "pause between offers (${DEFAULT-VALUE})")
    private Duration allocationInterval;

    @Option(
            names = {"--agent-ping-timeout", "--agent_ping_timeout"},
            defaultValue = "15secs",
            description = "how long an agent has to answer a ping (${DEFAULT-VALUE})")
    private Duration agentPingTimeout;

    @Option(
            names = {"--max-agent-ping-timeouts", "--max_agent_ping_timeouts"},
            defaultValue = "5",
            description = "missed pings until an agent is unreachable (${DEFAULT-VALUE})")
    private int maxAgentPingTimeouts;

    @Option(
            names = {"--agent-reregister-timeout", "--agent_reregister_timeout"},
            defaultValue = "10mins",
            description = "how long a new master keeps silent about agents not seen yet (${DEFAULT-VALUE})")
    private Duration agentReregisterTimeout;

    @Option(
            names = {"--offer-timeout", "--offer_timeout"},
            description = "after which an unanswered offer is rescinded (never)")
    private Optional<Duration> offerTimeout;

    @Option(
            names = "--offer-rate",
            paramLabel = "N/s",
            description = "at most so many offers a second, to all frameworks together (as many as there can be)")
    private Optional<String> offerRate;

    /** @throws IllegalArgumentException when a value is out of its range */
    MasterOptions options(int port, HttpSecurity security) {
        positive("--allocation-interval", allocationInterval);
        positive("--agent-ping-timeout", agentPingTimeout);
        positive("--zk-session-timeout", zkSessionTimeout);
        if (maxAgentPingTimeouts < 1) {
            throw new IllegalArgumentException("--max-agent-ping-timeouts must be at least 1");
        }
        return new MasterOptions(
                ip,
                port,
                hostname.orElse(ip),
                zk,
                zkSessionTimeout,
                cluster,
                new Timings(
                        allocationInterval,
                        Timings.defaults().heartbeatInterval(),
                        agentPingTimeout,
                        maxAgentPingTimeouts,
                        agentReregisterTimeout,
                        offerTimeout,
                        offerRate.map(MasterFlags::perSecond)),
                security);
    }

    private static double perSecond(String rate) {
        String number = rate.replaceFirst("/s$", "");
        if (!number.matches("\\d{1,9}(\\.\\d{1,3})?") || Double.parseDouble(number) == 0) {
            throw new IllegalArgumentException(
                    "--offer-rate '" + rate + "' is no number of offers a second; write it like 500/s");
        }
        return Double.parseDouble(number);
    }

    private static void positive(String name, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(name + " must be more than nothing");
        }
    }
}
