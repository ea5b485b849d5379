package org.mesoselk.cli.local;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.mesoselk.cli.home.Settings;

/** The names of an installation's processes. */
public final class Names {

    public static final String ZOOKEEPER = "zookeeper";

    /** A master and all agents in one process. */
    public static final String MESOS = "mesos";

    static final String MASTER = "master";
    private static final String AGENT = "agent-";

    private Names() {}

    /** Those of an installation with these settings, in the order in which they start. */
    public static List<String> of(Settings settings) {
        List<String> names = new ArrayList<>(List.of(ZOOKEEPER));
        if (settings.processes().separate()) {
            names.addAll(masters(settings));
            IntStream.rangeClosed(1, settings.mesos().agents())
                    .mapToObj(Names::agent)
                    .forEach(names::add);
        } else {
            names.add(MESOS);
        }
        for (Framework framework : Framework.values()) {
            names.addAll(schedulers(framework, settings));
        }
        return List.copyOf(names);
    }

    /** Empty when the master is in one process with the agents. */
    static List<String> masters(Settings settings) {
        return settings.processes().separate()
                ? numbered(MASTER, settings.processes().masters())
                : List.of();
    }

    /** Empty when the installation has no such framework. */
    public static List<String> schedulers(Framework framework, Settings settings) {
        return has(framework, settings)
                ? numbered(framework.scheduler(), settings.processes().schedulers())
                : List.of();
    }

    /** Whether an installation with these settings has the framework. */
    public static boolean has(Framework framework, Settings settings) {
        return switch (framework) {
            case ELASTICSEARCH -> true;
            case LOGSTASH -> settings.logstash().started();
            case KIBANA -> settings.kibana().started();
        };
    }

    /** @param number counted from 1 */
    public static String agent(int number) {
        return AGENT + number;
    }

    /** A scheduler of any framework. */
    public static boolean isScheduler(String name) {
        return Arrays.stream(Framework.values()).anyMatch(framework -> isScheduler(framework, name));
    }

    public static boolean isScheduler(Framework framework, String name) {
        return is(framework.scheduler(), name);
    }

    public static boolean isMaster(String name) {
        return is(MASTER, name);
    }

    public static boolean isAgent(String name) {
        return name.startsWith(AGENT);
    }

    /** A process that is Mesos or a part of it. */
    public static boolean isMesos(String name) {
        return name.equals(MESOS) || isMaster(name) || isAgent(name);
    }

    private static boolean is(String kind, String name) {
        return name.equals(kind) || name.startsWith(kind + "-");
    }

    private static List<String> numbered(String name, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> number == 1 ? name : name + "-" + number)
                .toList();
    }
}
