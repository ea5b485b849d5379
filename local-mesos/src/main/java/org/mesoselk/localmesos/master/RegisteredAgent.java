package org.mesoselk.localmesos.master;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.Address;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.DrainInfo;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.MachineID;
import org.apache.mesos.v1.Protos.URL;
import org.apache.mesos.v1.Protos.Unavailability;
import org.mesoselk.localmesos.link.ToAgent;
import org.mesoselk.localmesos.master.resources.Resources;

/** An agent as its master knows it. Only the master's thread touches it. */
final class RegisteredAgent {

    AgentInfo info;
    int port;
    Resources total;
    Optional<AgentLink> link = Optional.empty();
    Instant registered;
    Optional<Instant> reregistered = Optional.empty();

    Instant pingSent;
    boolean pingAnswered = true;
    int missedPings;

    /** Being drained, or drained: not offered. */
    Optional<DrainInfo> drain = Optional.empty();

    Instant drainStarted = Instant.MIN;

    /** When it is planned to go away, and for how long. */
    Optional<Unavailability> unavailability = Optional.empty();

    /** By framework, then executor id; the agent's own command executors are not among them. */
    final Map<String, Map<String, ExecutorInfo>> executors = new LinkedHashMap<>();

    /** Kills that may not have reached it, by framework: told again when it comes back. */
    final Map<String, Set<String>> killed = new LinkedHashMap<>();

    RegisteredAgent(AgentInfo info, int port, Instant now) {
        this.registered = now;
        this.pingSent = now;
        update(info, port);
    }

    void update(AgentInfo newInfo, int newPort) {
        info = newInfo;
        port = newPort;
        total = Resources.of(newInfo.getResourcesList());
    }

    String id() {
        return info.getId().getValue();
    }

    boolean isOffered() {
        return isConnected() && drain.isEmpty();
    }

    boolean isConnected() {
        return link.isPresent();
    }

    void send(ToAgent message) {
        link.ifPresent(open -> open.send(message));
    }

    Map<String, ExecutorInfo> executorsOf(String frameworkId) {
        return executors.computeIfAbsent(frameworkId, id -> new LinkedHashMap<>());
    }

    Set<String> killedOf(String frameworkId) {
        return killed.computeIfAbsent(frameworkId, id -> new LinkedHashSet<>());
    }

    String pid() {
        return "slave(1)@" + ip() + ":" + port;
    }

    URL url() {
        return URL.newBuilder()
                .setScheme("http")
                .setAddress(Address.newBuilder()
                        .setHostname(info.getHostname())
                        .setIp(ip())
                        .setPort(port))
                .setPath("/slave(1)")
                .build();
    }

    MachineID machine() {
        return MachineID.newBuilder()
                .setHostname(info.getHostname())
                .setIp(ip())
                .build();
    }

    private String ip() {
        try {
            return InetAddress.getByName(info.getHostname()).getHostAddress();
        } catch (UnknownHostException e) {
            return info.getHostname();
        }
    }
}
