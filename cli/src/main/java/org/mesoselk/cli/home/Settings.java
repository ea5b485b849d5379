package org.mesoselk.cli.home;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.mesoselk.cli.Failure;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;

/**
 * What a home runs with: {@code elk.json}.
 *
 * @param version of this record
 * @param made whether its scheduler has once started and so recorded the number of nodes
 * @param nodes Elasticsearch members at the first start; afterwards the scheduler's own record counts
 * @param logstash whether there is a Logstash on every agent, and how it runs
 * @param kibana whether there is a Kibana, which, and how it runs
 * @param stack the major version of a whole stack out of the registries, which is 5; empty for the standard one
 * @param processes how many processes it consists of
 * @param ports that the processes had last, so that they get them again when they are free
 */
public record Settings(
        int version,
        boolean made,
        int nodes,
        MesosSettings mesos,
        MemberSettings members,
        LogstashSettings logstash,
        KibanaSettings kibana,
        OptionalInt stack,
        Processes processes,
        Ports ports) {

    public static final int VERSION = 1;

    public Settings {
        logstash = logstash == null ? LogstashSettings.STANDARD : logstash;
        // A home of before there was a choice has none written.
        kibana = kibana == null ? KibanaSettings.NONE : kibana;
        stack = stack == null ? OptionalInt.empty() : stack;
        processes = processes == null ? Processes.STANDARD : processes;
    }

    /**
     * @param schedulers of the same framework: the first that is elected leads, the others stand by
     * @param separate each master and each agent is a process of its own, so that each can be killed
     * @param masters how many when they are separate
     */
    public record Processes(int schedulers, boolean separate, int masters) {
        static final Processes STANDARD = new Processes(1, false, 1);
    }

    /**
     * @param agents how many
     * @param resources of all agents (cpus:4;mem:4096), or with 2= before them of the second one
     * @param attributes in the same way (disk:ssd;rack:r1)
     * @param options other options of local-mesos by their long names without dashes
     */
    public record MesosSettings(
            int agents, List<String> resources, List<String> attributes, Map<String, String> options) {}

    /**
     * @param elasticsearchHome an unpacked distribution on this machine
     * @param elasticsearchUrl an archive of one; with neither, the default build
     * @param heap MiB of a member's Java heap
     * @param memory MiB of a member in all
     * @param cpus of a member
     * @param options other options of the scheduler by their long names without dashes; several values of one are lines
     */
    public record MemberSettings(
            Optional<String> elasticsearchHome,
            Optional<String> elasticsearchUrl,
            int heap,
            int memory,
            double cpus,
            Map<String, String> options) {}

    /**
     * The second framework.
     *
     * @param started whether the installation has it
     * @param options of its scheduler by their long names without dashes; several values of one are lines
     */
    public record LogstashSettings(boolean started, Map<String, String> options) {
        static final LogstashSettings STANDARD = new LogstashSettings(true, Map.of());
    }

    /**
     * The third framework.
     *
     * @param started whether the installation has it
     * @param kibanaHome an unpacked distribution on this machine
     * @param kibanaUrl an archive of one; with neither, that of the stack
     * @param instances at the first start; afterwards the scheduler's own record counts
     * @param options of its scheduler by their long names without dashes; several values of one are lines
     */
    public record KibanaSettings(
            boolean started,
            Optional<String> kibanaHome,
            Optional<String> kibanaUrl,
            int instances,
            Map<String, String> options) {
        public static final KibanaSettings NONE =
                new KibanaSettings(false, Optional.empty(), Optional.empty(), 1, Map.of());
    }

    /**
     * Zero or absent where none was ever taken.
     *
     * @param mesos of the first master
     * @param elasticsearchApi of the first scheduler
     * @param others of further processes by their names
     */
    public record Ports(
            OptionalInt zookeeper, OptionalInt mesos, OptionalInt elasticsearchApi, Map<String, Integer> others) {

        public Ports {
            others = others == null ? Map.of() : new TreeMap<>(others);
        }

        public static Ports none() {
            return new Ports(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), Map.of());
        }
    }

    public static Settings standard() {
        return new Settings(
                VERSION,
                false,
                3,
                new MesosSettings(5, List.of("cpus:4;mem:4096;disk:20000"), List.of(), Map.of()),
                new MemberSettings(Optional.empty(), Optional.empty(), 256, 1024, 0.5, Map.of()),
                LogstashSettings.STANDARD,
                KibanaSettings.NONE,
                OptionalInt.empty(),
                Processes.STANDARD,
                Ports.none());
    }

    /** Empty when the home has none yet. */
    public static Optional<Settings> read(Home home) {
        if (!Files.exists(home.settings())) {
            return Optional.empty();
        }
        try {
            Settings settings = Json.read(Files.readAllBytes(home.settings()), Settings.class);
            if (settings.version() > VERSION) {
                throw Failure.failed(home.settings() + " was written by a newer elk (version " + settings.version()
                        + "): use that one");
            }
            return Optional.of(settings);
        } catch (IOException | JacksonException e) {
            throw Failure.failed(
                    "Cannot read " + home.settings()
                            + " (put it right or remove it; without it the home gets the standard options)",
                    e);
        }
    }

    public void write(Home home) {
        Atomically.write(home.settings(), Json.bytes(this));
    }

    public Settings withPorts(Ports newPorts) {
        return new Settings(version, made, nodes, mesos, members, logstash, kibana, stack, processes, newPorts);
    }

    /** Once its scheduler has started. */
    public Settings asMade() {
        return new Settings(version, true, nodes, mesos, members, logstash, kibana, stack, processes, ports);
    }
}
