package org.mesoselk.systemtest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hosts as network namespaces around a hub that forwards between them, so that each packet between two hosts passes the
 * hub, where {@link Wire} can lose or delay it. This process reaches every host by its outer address.
 *
 * <p>Each host has two addresses. The outer one is of 198.18.0.0/15, which is set aside for measuring networks (RFC 2544).
 * The inner one is of 127.0.0.0/8, routed like any other: what listens there is on loopback as far as the executor's
 * checks of limits go, which on many machines forbid Elasticsearch any other address.
 */
final class Network implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int SUBNETS = 256;

    /** Names begin with it, so that what is left behind can be told from what belongs to others. */
    static final String PREFIX = "elk" + ProcessHandle.current().pid() + "-";

    private final String prefix = PREFIX + COUNT.incrementAndGet() + "-";
    private final String hub = prefix + "hub";
    private final String uplink = prefix.substring(0, prefix.length() - 1);
    private final int subnet = freeSubnet();
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private int links;

    /**
     * A host.
     *
     * @param name also of the hub's device that leads to it
     * @param outer its address for everybody
     * @param inner its address for other hosts
     */
    record Host(String name, String namespace, String outer, String inner) {

        Place outside() {
            return new Place(inNamespace(namespace), outer);
        }

        Place inside() {
            return new Place(inNamespace(namespace), inner);
        }
    }

    /** Hosts of these names. Whatever was made is removed when it fails. */
    static Network of(String... names) {
        Network network = new Network();
        try {
            network.make(List.of(names));
            return network;
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private void make(List<String> names) {
        namespace(hub);
        set(hub, "ip_forward", 1);
        String outer = link(uplink, "root");
        ip("addr", "add", outer + "/31", "dev", uplink);
        ip("link", "set", "dev", uplink, "up");
        for (String name : names) {
            String namespace = prefix + name;
            namespace(namespace);
            String device = prefix.replace("elk", "") + hosts.size();
            String address = link(device, name);
            ip("link", "set", "dev", device, "netns", namespace, "name", "eth0");
            String inner = "127.77." + hosts.size() + ".1";
            hosts.put(name, new Host(name, namespace, address, inner));
            ip("-n", namespace, "addr", "add", address + "/31", "dev", "eth0");
            ip("-n", namespace, "addr", "add", inner + "/32", "dev", "lo");
            ip("-n", namespace, "link", "set", "dev", "eth0", "up");
            ip("-n", namespace, "route", "add", "default", "via", gateway(links));
            ip("-n", hub, "route", "add", inner + "/32", "via", address);
        }
        ip("route", "add", "198.18." + subnet + ".0/24", "via", gateway(1));
    }

    /** With a loopback that does not take all of 127.0.0.0/8 for itself. */
    private static void namespace(String name) {
        ip("netns", "add", name);
        set(name, "conf/all/rp_filter", 0);
        set(name, "conf/default/rp_filter", 0);
        set(name, "conf/all/route_localnet", 1);
        ip("-n", name, "link", "set", "dev", "lo", "up");
        ip("-n", name, "addr", "del", "127.0.0.1/8", "dev", "lo");
        ip("-n", name, "addr", "add", "127.0.0.1/32", "dev", "lo");
    }

    /** A pair of devices, one in the hub under {@code hubSide}. @return the address for the other one, which is here */
    private String link(String device, String hubSide) {
        links++;
        ip("link", "add", "name", device, "type", "veth", "peer", "name", "h" + device.replace("elk", ""));
        ip("link", "set", "dev", "h" + device.replace("elk", ""), "netns", hub, "name", hubSide);
        ip("-n", hub, "addr", "add", gateway(links) + "/31", "dev", hubSide);
        ip("-n", hub, "link", "set", "dev", hubSide, "up");
        return "198.18." + subnet + "." + (2 * links + 1);
    }

    private String gateway(int link) {
        return "198.18." + subnet + "." + 2 * link;
    }

    Host host(String name) {
        return hosts.get(name);
    }

    String hub() {
        return hub;
    }

    static List<String> inNamespace(String name) {
        return List.of("ip", "netns", "exec", name);
    }

    private static int freeSubnet() {
        int first = (int) (ProcessHandle.current().pid() % SUBNETS);
        for (int i = 0; i < SUBNETS; i++) {
            int subnet = (first + i) % SUBNETS;
            if (Command.run("ip", "route", "show", "198.18." + subnet + ".0/24")
                    .output()
                    .isBlank()) {
                return subnet;
            }
        }
        throw new IllegalStateException("all of 198.18.0.0/16 is in use here");
    }

    static void ip(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        Command.run(command).expectSuccess();
    }

    private static void set(String namespace, String setting, int value) {
        run(namespace, "sh", "-c", "echo " + value + " > /proc/sys/net/ipv4/" + setting);
    }

    static void run(String namespace, String... command) {
        List<String> all = new ArrayList<>(inNamespace(namespace));
        all.addAll(List.of(command));
        Command.run(all).expectSuccess();
    }

    /** Namespaces of this process, whichever test made them. */
    static List<String> left() {
        return names().stream().filter(name -> name.startsWith(PREFIX)).toList();
    }

    static void remove(List<String> namespaces) {
        namespaces.forEach(name -> Command.run("ip", "netns", "del", name));
    }

    private static List<String> names() {
        try {
            return Command.run("ip", "netns", "list")
                    .output()
                    .lines()
                    .map(line -> line.replaceAll(" .*", ""))
                    .toList();
        } catch (IllegalStateException e) {
            // No iproute2, no namespaces.
            return List.of();
        }
    }

    /** Devices go with the namespace that has one of their ends. */
    @Override
    public void close() {
        Command.run("ip", "link", "del", uplink);
        remove(names().stream().filter(name -> name.startsWith(prefix)).toList());
    }
}
