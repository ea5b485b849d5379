package org.mesoselk.systemtest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether this machine lets a test make hosts and break links; found out by trying. */
final class NetworkNeeds {

    private static final Optional<String> NAMESPACES = namespaces();

    private NetworkNeeds() {}

    /** A sentence when the cell cannot be run here. */
    static Optional<String> missing(Partition cell) {
        if (ExternalControl.configured().isPresent()) {
            return Optional.of("the Mesos that -Dmesos.master names has a network of its own");
        }
        if (NAMESPACES.isPresent()) {
            return Optional.of("network namespaces cannot be made here: " + NAMESPACES.get());
        }
        if (cell.fault() == Fault.DELAYED && !Files.isWritable(Path.of("/dev/net/tun"))) {
            return Optional.of("packets cannot be delayed here: there is no /dev/net/tun to write to");
        }
        return cell.link() == Link.AGENT_EXECUTOR
                ? tried(List.of("nft", "list", "tables")).map(cause -> "loopback cannot be cut here: " + cause)
                : Optional.empty();
    }

    private static Optional<String> namespaces() {
        String name = Network.PREFIX + "try";
        try {
            return tried(List.of("ip", "netns", "add", name))
                    .or(() -> tried(List.of("ip", "-n", name, "rule", "add", "to", "198.18.0.1", "blackhole")))
                    .or(() -> tried(List.of(
                            "ip", "-n", name, "link", "add", "name", "a", "type", "veth", "peer", "name", "b")));
        } finally {
            Optional<String> unused = tried(List.of("ip", "netns", "del", name));
        }
    }

    private static Optional<String> tried(List<String> command) {
        try {
            Command done = Command.run(command);
            return done.exit() == 0 ? Optional.empty() : Optional.of(String.join(" ", command) + ": " + done.output());
        } catch (IllegalStateException e) {
            return Optional.of(e.getMessage());
        }
    }
}
