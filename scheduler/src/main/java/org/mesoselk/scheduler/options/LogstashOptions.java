package org.mesoselk.scheduler.options;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.scheduler.core.model.Constraint;
import org.mesoselk.scheduler.core.model.GivenPipelines;
import org.mesoselk.scheduler.core.model.LogstashSettings;
import org.mesoselk.scheduler.core.model.LogstashSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** All options of {@code scheduler logstash}, validated together. */
public record LogstashOptions(
        ZooKeeperOptions zookeeper,
        MesosOptions mesos,
        ApiOptions api,
        EndpointOptions endpoints,
        LogstashEngineOptions engine,
        SourceOptions sources,
        OutputOptions output,
        GivenPipelines pipelines,
        Optional<ContainerOptions> container,
        ExecutorOptions executor,
        List<Constraint> constraints,
        Duration killGrace)
        implements FrameworkOptions {

    static final String JAR = "executor-logstash-all.jar";

    public LogstashOptions {
        constraints = List.copyOf(constraints);
    }

    /** The command as picocli parses it and explains it. */
    public static CommandSpec command() {
        return OptionReader.spec(
                "logstash",
                "Collects the logs of every task on every agent, as a Mesos framework.",
                LogstashFlags.all());
    }

    /**
     * @param searched folders where the executor's jar is looked for
     * @throws OptionFaults with every fault, when there is one
     */
    public static LogstashOptions from(
            ParseResult parsed, Map<String, String> environment, List<Path> searched, String presentUser)
            throws OptionFaults {
        Values values = OptionReader.read(parsed, LogstashFlags.all(), environment);
        LogstashEngineOptions engine = LogstashEngineOptions.from(values);
        LogstashOptions options = new LogstashOptions(
                ZooKeeperOptions.from(values),
                MesosOptions.from(values, presentUser),
                ApiOptions.from(values, environment),
                EndpointOptions.from(values),
                engine,
                SourceOptions.from(values),
                OutputOptions.from(values),
                engine.official().isPresent() ? PipelineOptions.from(values, Instant.now()) : GivenPipelines.NONE,
                engine.official().isPresent() ? ContainerOptions.from(values) : Optional.empty(),
                ExecutorOptions.from(values, searched, JAR),
                Constraints.from(values),
                PaceOptions.killGrace(values));
        if (!values.faults().isEmpty()) {
            throw new OptionFaults(values.faults());
        }
        return options;
    }

    @Override
    public LogstashSpec firstSpec() {
        return pipelines.texts().isEmpty() ? LogstashSpec.FIRST : LogstashSpec.AWAITING;
    }

    @Override
    public LogstashSettings settings() {
        return new LogstashSettings(
                mesos.frameworkName(),
                mesos.role(),
                mesos.newFrameworkId(),
                killGrace,
                engine.share(),
                executor.resources(),
                constraints,
                task(),
                pipelines,
                container.map(ContainerOptions::image));
    }

    /** What every task is told; the endpoints are not known yet, and ports that are any are 0. */
    private LogstashTask task() {
        return new LogstashTask(
                engine.engine(),
                List.of(),
                engine.registryDir(),
                engine.workDir(),
                sources.sources(),
                output.output(),
                LogstashTask.Limits.STANDARD,
                engine.official());
    }
}
