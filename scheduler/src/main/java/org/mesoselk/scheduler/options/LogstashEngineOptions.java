package org.mesoselk.scheduler.options;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.logstash.OfficialLogstash;
import org.mesoselk.commons.logstash.SecretNames;
import org.mesoselk.scheduler.core.model.Resources;

/**
 * What collects on an agent, and what it takes.
 *
 * @param engine {@link LogstashTask#engine()}
 * @param share of the engine, besides its executor
 * @param registryDir on the agents
 * @param workDir of the agents, as executors see it
 * @param home directory of Logstash on the agents
 * @param url archive of Logstash that Mesos fetches
 * @param image Docker image of Logstash, in which executors run
 * @param secretFiles paths on the agents by the name that pipelines use
 */
public record LogstashEngineOptions(
        String engine,
        Resources share,
        String registryDir,
        Optional<String> workDir,
        Optional<String> javaHome,
        Optional<String> home,
        Optional<URI> url,
        Optional<String> image,
        List<String> jvmOptions,
        SortedMap<String, String> secretFiles) {
    static final String LOGSTASH = "logstash";

    private static final List<String> PLACES = List.of("--logstash-home", "--logstash-url", ContainerOptions.IMAGE);
    private static final List<String> OF_LOGSTASH = List.of(
            "--logstash-home",
            "--logstash-url",
            ContainerOptions.IMAGE,
            "--logstash-memory",
            "--logstash-jvm-option",
            "--pipeline",
            "--secret-file");
    /** Dead letters, positions and the executor's log. */
    private static final int FORWARDER_DISK_MB = 64;
    /** The forwarder lives in the executor's JVM; a task of Mesos must take something of its own. */
    private static final double FORWARDER_CPUS = 0.1;

    private static final int LOGSTASH_DISK_MB = 2048;
    private static final int LOGSTASH_MEMORY_MB = 1024;
    private static final double LOGSTASH_CPUS = 0.5;
    /** A real Logstash 8.15 with a heap of 512 MiB took up to 1,060 MB. */
    private static final int HEAP_PART = 2;

    static LogstashEngineOptions from(Values values) {
        String engine = engine(values);
        boolean isLogstash = engine.equals(LOGSTASH);
        if (isLogstash) {
            requireOne(values);
        } else {
            refuse(values);
        }
        for (String flag : List.of("--registry-dir", "--work-dir", "--logstash-home", "--java-home")) {
            AgentPath.check(values, flag);
        }
        jvmOptions(values);
        Optional<String> image = values.text(ContainerOptions.IMAGE);
        return new LogstashEngineOptions(
                engine,
                share(values, isLogstash),
                values.text("--registry-dir").orElseThrow(),
                values.text("--work-dir"),
                values.text("--java-home").or(() -> image.map(given -> ContainerOptions.JDK)),
                values.text("--logstash-home"),
                values.one("--logstash-url").flatMap(given -> Urls.fetchable(values, given)),
                image,
                values.all("--logstash-jvm-option").stream()
                        .map(Values.Given::value)
                        .toList(),
                secretFiles(values));
    }

    /** What an executor is told of Logstash; the port of its API is taken out of the offer. */
    Optional<OfficialLogstash> official() {
        if (!engine.equals(LOGSTASH)) {
            return Optional.empty();
        }
        OfficialLogstash standard = OfficialLogstash.of(
                home.or(() -> image.map(given -> ContainerOptions.HOME)), url.map(Urls::fileName), 0);
        return Optional.of(new OfficialLogstash(
                standard.home(),
                standard.archive(),
                standard.javaHome(),
                standard.runAs(),
                share.memoryMb() / HEAP_PART,
                jvmOptions,
                standard.workers(),
                standard.apiPort(),
                standard.queueType(),
                standard.queueMb(),
                standard.pipelines(),
                secretFiles));
    }

    /** Who says where Logstash is wants it. */
    private static String engine(Values values) {
        Optional<Values.Given> engine = values.one("--engine");
        if (engine.isEmpty()) {
            return PLACES.stream().anyMatch(values::isGiven) ? LOGSTASH : LogstashTask.FORWARDER;
        }
        if (!List.of(LOGSTASH, LogstashTask.FORWARDER).contains(engine.get().value())) {
            values.fault(engine.get().origin() + ": must be forwarder or logstash");
        }
        return engine.get().value();
    }

    private static void requireOne(Values values) {
        List<String> given = PLACES.stream().filter(values::isGiven).toList();
        if (given.size() != 1) {
            values.fault("--engine logstash needs exactly one of --logstash-home, --logstash-url and "
                    + ContainerOptions.IMAGE + ": "
                    + (given.isEmpty() ? "none is given" : String.join(" and ", given) + " are given"));
        }
    }

    private static void refuse(Values values) {
        OF_LOGSTASH.stream()
                .filter(values::isGiven)
                .forEach(flag -> values.fault(flag + " is for --engine logstash, and the engine is the forwarder: leave"
                        + " it out, or give --engine logstash"));
    }

    private static SortedMap<String, String> secretFiles(Values values) {
        SortedMap<String, String> files = new TreeMap<>();
        for (Values.Given given : values.all("--secret-file")) {
            String[] parts = given.value().split("=", 2);
            if (parts.length < 2 || !AgentPath.isAbsolute(parts[1])) {
                values.fault(given.origin() + ": must be NAME=PATH with an absolute path on the agents, e.g."
                        + " INGEST_PASSWORD=/etc/logstash-secrets/ingest");
                continue;
            }
            SecretNames.fault(parts[0])
                    .or(() -> SecretNames.accessFault(parts[0]))
                    .ifPresent(clause -> values.fault(given.origin() + ": " + clause));
            if (files.put(parts[0], parts[1]) != null) {
                values.fault(given.origin() + ": " + parts[0] + " has a file already: give each name once");
            }
        }
        return files;
    }

    private static void jvmOptions(Values values) {
        for (Values.Given option : values.all("--logstash-jvm-option")) {
            if (!option.value().startsWith("-")) {
                values.fault(option.origin() + ": must begin with '-', as in jvm.options");
            } else if (option.value().startsWith("-Xmx") || option.value().startsWith("-Xms")) {
                values.fault(option.origin() + ": use --logstash-memory for the size of Logstash");
            }
        }
    }

    private static Resources share(Values values, boolean isLogstash) {
        return new Resources(
                values.isGiven("--cpus") ? values.cores("--cpus") : isLogstash ? LOGSTASH_CPUS : FORWARDER_CPUS,
                isLogstash ? values.megabytes("--logstash-memory", 512).orElse(LOGSTASH_MEMORY_MB) : 0,
                values.megabytes("--disk", 1).orElse(isLogstash ? LOGSTASH_DISK_MB : FORWARDER_DISK_MB));
    }
}
