package org.mesoselk.executor.kibana;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.mesoselk.commons.elastic.Endpoints;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.mesos.ExecutorEvents;
import org.mesoselk.executor.kibana.lifecycle.Action;
import org.mesoselk.executor.kibana.lifecycle.Assignment;
import org.mesoselk.executor.kibana.lifecycle.Signal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Translates between Mesos' events and updates and this executor's signals and reports. */
final class MesosSide extends ExecutorEvents {

    private static final Logger LOG = LoggerFactory.getLogger(MesosSide.class);

    /** For a task without a kill policy: Kibana ends its connections in seconds. */
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

    private final Consumer<Signal> signals;

    /** @param shutdownGrace how long a stop may take when the agent says SHUTDOWN */
    MesosSide(Duration shutdownGrace, Consumer<Signal> signals) {
        super(shutdownGrace);
        this.signals = signals;
    }

    @Override
    protected void launch(TaskInfo task, Optional<Duration> grace) {
        String taskId = task.getTaskId().getValue();
        TaskData data = TaskData.parse(task.getData().toByteArray());
        if (data instanceof TaskData.Readable readable) {
            signals.accept(new Signal.Launch(new Assignment(taskId, readable.task(), grace.orElse(DEFAULT_GRACE))));
        } else {
            signals.accept(new Signal.BadLaunch(taskId, ((TaskData.Unreadable) data).sentence()));
        }
    }

    @Override
    protected void kill(String taskId, Optional<Duration> grace) {
        signals.accept(new Signal.Kill(taskId, grace));
    }

    @Override
    protected void shutdown(String cause, Duration grace) {
        signals.accept(new Signal.Shutdown(cause, grace));
    }

    @Override
    public void abandoned(String cause) {
        LOG.error("Abandoned: {}", cause);
        signals.accept(new Signal.Abandoned(cause));
    }

    @Override
    protected void message(byte[] data) {
        try {
            JsonNode tree = Json.tree(data);
            String type = tree.path("type").asString("");
            if (type.equals(Endpoints.TYPE) && tree.path("endpoints").isArray()) {
                signals.accept(
                        new Signal.Endpoints(Json.read(data, Endpoints.class).endpoints()));
            } else {
                LOG.info("Ignored a message of unknown type '{}'", type);
            }
        } catch (JacksonException e) {
            LOG.warn("Ignored a message that cannot be read: {}", e.getOriginalMessage());
        }
    }

    /** @return empty when the framework does not know this state */
    Optional<TaskStatus> status(Action.Report report) {
        return status(
                report.taskId(),
                report.state(),
                report.sentence(),
                report.healthy(),
                report.report().map(Json::bytes));
    }
}
