package org.mesoselk.scheduler.options;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mesoselk.commons.kibana.KibanaTask;
import org.mesoselk.commons.kibana.KibanaTask.Access;
import org.mesoselk.scheduler.core.model.Constraint;
import org.mesoselk.scheduler.core.model.KibanaSettings;
import org.mesoselk.scheduler.core.model.KibanaSpec;
import org.mesoselk.scheduler.core.model.Resources;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** All options of {@code scheduler kibana}, validated together. */
public record KibanaOptions(
        ZooKeeperOptions zookeeper,
        MesosOptions mesos,
        ApiOptions api,
        KibanaGroupOptions groups,
        KibanaPlaceOptions place,
        KibanaServerOptions server,
        Resources share,
        int instances,
        boolean uniqueHosts,
        Access access,
        ExecutorOptions executor,
        List<Constraint> constraints,
        Duration killGrace)
        implements FrameworkOptions {

    static final String JAR = "executor-kibana-all.jar";

    private static final int LEAST_MEMORY_MB = 2 * KibanaTask.LEAST_HEAP_MB;
    /** Of the memory, for all else of Node's process than V8's heap. */
    private static final int REST_PART = 4;

    private static final int DISK_MB = 256;
    /** An archive and what is in it: 350 MB and 1.1 GB of Kibana 8. */
    private static final int DISK_OF_ARCHIVE_MB = 3 * 1024;

    public KibanaOptions {
        constraints = List.copyOf(constraints);
    }

    /** The command as picocli parses it and explains it. */
    public static CommandSpec command() {
        return OptionReader.spec("kibana", "Runs Kibana as a Mesos framework.", KibanaFlags.all());
    }

    /**
     * @param searched folders where the executor's jar is looked for
     * @throws OptionFaults with every fault, when there is one
     */
    public static KibanaOptions from(
            ParseResult parsed, Map<String, String> environment, List<Path> searched, String presentUser)
            throws OptionFaults {
        Values values = OptionReader.read(parsed, KibanaFlags.all(), environment);
        KibanaPlaceOptions place = KibanaPlaceOptions.from(values);
        KibanaOptions options = new KibanaOptions(
                ZooKeeperOptions.from(values),
                MesosOptions.from(values, presentUser),
                ApiOptions.from(values, environment),
                KibanaGroupOptions.from(values),
                place,
                KibanaServerOptions.from(values),
                share(values, place),
                values.integer("--instances", 0, KibanaSpec.MOST),
                SecretOptions.toggle(values, "--unique-hosts").orElse(false),
                access(values),
                ExecutorOptions.from(values, searched, JAR),
                Constraints.from(values),
                PaceOptions.killGrace(values));
        if (!values.faults().isEmpty()) {
            throw new OptionFaults(values.faults());
        }
        return options;
    }

    private static Resources share(Values values, KibanaPlaceOptions place) {
        return new Resources(
                values.cores("--cpus"),
                values.megabytes("--memory", LEAST_MEMORY_MB).orElseThrow(),
                values.megabytes("--disk", 1).orElse(place.url().isPresent() ? DISK_OF_ARCHIVE_MB : DISK_MB));
    }

    /** Paths on the agents: what is in the files never travels. */
    private static Access access(Values values) {
        String ca = "--elasticsearch-ca-file";
        String credentials = "--elasticsearch-credentials-file";
        String token = "--elasticsearch-token-file";
        List.of(ca, credentials, token).forEach(flag -> AgentPath.check(values, flag));
        if (values.isGiven(credentials) && values.isGiven(token)) {
            values.fault(credentials + " and " + token + " are both given: Elasticsearch takes one of them");
        }
        return new Access(values.text(ca), values.text(credentials), values.text(token));
    }

    @Override
    public KibanaSpec firstSpec() {
        SortedMap<String, Integer> counts = new TreeMap<>();
        groups.groups().keySet().forEach(group -> counts.put(group, instances));
        return KibanaSpec.first(counts);
    }

    @Override
    public KibanaSettings settings() {
        return new KibanaSettings(
                mesos.frameworkName(),
                mesos.role(),
                mesos.newFrameworkId(),
                killGrace,
                share,
                executor.resources(),
                constraints,
                uniqueHosts,
                server.port(),
                server.labels(),
                new TreeSet<>(groups.groups().keySet()),
                instances,
                task(),
                place.url().map(Object::toString).or(place::image));
    }

    /** What every task is told, as far as it is the same for all. */
    private KibanaTask task() {
        int rest = Math.max(KibanaTask.LEAST_HEAP_MB, share.memoryMb() / REST_PART);
        return new KibanaTask(
                "",
                server.host(),
                0,
                List.of(),
                access,
                place.distribution(),
                share.memoryMb() - rest,
                server.proxy(),
                Optional.empty(),
                server.settings(),
                "");
    }
}
