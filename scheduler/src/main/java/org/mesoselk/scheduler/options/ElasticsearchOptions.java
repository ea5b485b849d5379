package org.mesoselk.scheduler.options;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.mesoselk.scheduler.core.model.ElasticsearchSettings;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** All options of {@code scheduler elasticsearch}, validated together. */
public record ElasticsearchOptions(
        ZooKeeperOptions zookeeper,
        MesosOptions mesos,
        ApiOptions api,
        SpecOptions spec,
        NodeOptions nodes,
        ExecutorOptions executor,
        PaceOptions pace)
        implements FrameworkOptions {

    static final String JAR = "executor-elasticsearch-all.jar";

    /** The command as picocli parses it and explains it. */
    public static CommandSpec command() {
        return OptionReader.spec(
                "elasticsearch", "Runs an Elasticsearch cluster as a Mesos framework.", ElasticsearchFlags.all());
    }

    /**
     * @param searched folders where the executor's jar is looked for
     * @throws OptionFaults with every fault, when there is one
     */
    public static ElasticsearchOptions from(
            ParseResult parsed, Map<String, String> environment, List<Path> searched, String presentUser)
            throws OptionFaults {
        Values values = OptionReader.read(parsed, ElasticsearchFlags.all(), environment);
        MesosOptions mesos = MesosOptions.from(values, presentUser);
        ElasticsearchOptions options = new ElasticsearchOptions(
                ZooKeeperOptions.from(values),
                mesos,
                ApiOptions.from(values, environment),
                SpecOptions.from(values, mesos.frameworkName()),
                NodeOptions.from(values),
                ExecutorOptions.from(values, searched, JAR),
                PaceOptions.from(values));
        if (!values.faults().isEmpty()) {
            throw new OptionFaults(values.faults());
        }
        return options;
    }

    @Override
    public ElasticsearchSpec firstSpec() {
        return spec.spec();
    }

    @Override
    public ElasticsearchSettings settings() {
        return new ElasticsearchSettings(
                mesos.frameworkName(),
                nodes.distribution(),
                nodes.javaHome(),
                nodes.dataRoot(),
                nodes.runAs(),
                nodes.networkHost(),
                nodes.jvmOptions(),
                executor.resources(),
                pace.killGrace(),
                pace.spreadPatience(),
                pace.drainTogether(),
                pace.replaceAfter(),
                mesos.newFrameworkId(),
                mesos.role());
    }
}
