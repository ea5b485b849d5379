package org.mesoselk.cli.local;

import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.home.FreePort;
import org.mesoselk.cli.home.Settings;

/** Which process of a home listens where. Agents choose for themselves. */
final class Ports {

    /** The one whose port has a place of its own in the settings: of {@link Framework#ELASTICSEARCH}. */
    private static final String FIRST_SCHEDULER = "scheduler-elasticsearch";

    private Ports() {}

    /** The port of a process whose ports were given. */
    static int of(Settings settings, String name) {
        return last(settings, name).orElseThrow();
    }

    /** As they were, where a process runs or the port is free; else others. */
    static Settings.Ports given(Settings settings, Predicate<String> running) {
        Map<String, Integer> others = new TreeMap<>(settings.ports().others());
        OptionalInt mesos = settings.ports().mesos();
        OptionalInt scheduler = settings.ports().elasticsearchApi();
        OptionalInt zookeeper = OptionalInt.empty();
        for (String name : Names.of(settings)) {
            if (Names.isAgent(name)) {
                continue;
            }
            OptionalInt last = last(settings, name);
            int port = running.test(name) ? last.orElseThrow() : FreePort.near(last);
            switch (name) {
                case Names.ZOOKEEPER -> zookeeper = OptionalInt.of(port);
                case Names.MESOS, Names.MASTER -> mesos = OptionalInt.of(port);
                case FIRST_SCHEDULER -> scheduler = OptionalInt.of(port);
                default -> others.put(name, port);
            }
        }
        requireKnown(settings, zookeeper, running);
        return new Settings.Ports(zookeeper, mesos, scheduler, others);
    }

    /** The others were told ZooKeeper's address when they started. */
    private static void requireKnown(Settings settings, OptionalInt zookeeper, Predicate<String> running) {
        OptionalInt last = settings.ports().zookeeper();
        boolean othersKnowIt =
                Names.of(settings).stream().anyMatch(name -> !name.equals(Names.ZOOKEEPER) && running.test(name));
        if (othersKnowIt && last.isPresent() && !last.equals(zookeeper)) {
            throw Failure.failed("ZooKeeper does not run, and its port " + last.getAsInt()
                    + " has been taken by a foreign process: elk down, then elk up");
        }
    }

    private static OptionalInt last(Settings settings, String name) {
        return switch (name) {
            case Names.ZOOKEEPER -> settings.ports().zookeeper();
            case Names.MESOS, Names.MASTER -> settings.ports().mesos();
            case FIRST_SCHEDULER -> settings.ports().elasticsearchApi();
            default -> {
                Integer port = settings.ports().others().get(name);
                yield port == null ? OptionalInt.empty() : OptionalInt.of(port);
            }
        };
    }
}
