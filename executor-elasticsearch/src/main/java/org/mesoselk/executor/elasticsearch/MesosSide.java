package org.mesoselk.executor.elasticsearch;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.KillPolicy;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.executor.Protos.Event;
import org.mesoselk.commons.elastic.SeedHosts;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.mesos.ExecutorListener;
import org.mesoselk.executor.elasticsearch.lifecycle.Action;
import org.mesoselk.executor.elasticsearch.lifecycle.Assignment;
import org.mesoselk.executor.elasticsearch.lifecycle.Signal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Translates between Mesos' events and updates and this executor's signals and reports. */
final class MesosSide implements ExecutorListener {

    private static final Logger LOG = LoggerFactory.getLogger(MesosSide.class);

    /** For a task without a kill policy: Elasticsearch closes its shards in seconds. */
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(30);

    private final Duration shutdownGrace;
    private final Consumer<Signal> signals;

    private volatile Optional<AgentID> agent = Optional.empty();
    private volatile boolean reportsKilling;

    /** @param shutdownGrace how long a stop may take when the agent says SHUTDOWN */
    MesosSide(Duration shutdownGrace, Consumer<Signal> signals) {
        this.shutdownGrace = shutdownGrace;
        this.signals = signals;
    }

    @Override
    public void event(Event event) {
        switch (event.getType()) {
            case SUBSCRIBED -> subscribed(event.getSubscribed());
            case LAUNCH -> launch(event.getLaunch().getTask());
            case LAUNCH_GROUP ->
                event.getLaunchGroup().getTaskGroup().getTasksList().forEach(this::launch);
            case KILL ->
                signals.accept(new Signal.Kill(
                        event.getKill().getTaskId().getValue(),
                        event.getKill().hasKillPolicy() ? grace(event.getKill().getKillPolicy()) : Optional.empty()));
            case MESSAGE -> message(event.getMessage().getData().toByteArray());
            case SHUTDOWN -> signals.accept(new Signal.Shutdown("the agent asked this executor to end", shutdownGrace));
            case ERROR -> LOG.error("The agent says: {}", event.getError().getMessage());
            default -> LOG.info("Ignored an event {}", event.getType());
        }
    }

    @Override
    public void abandoned(String cause) {
        LOG.error("Abandoned: {}", cause);
        signals.accept(new Signal.Abandoned(cause));
    }

    private void subscribed(Event.Subscribed subscribed) {
        agent = Optional.of(subscribed.getAgentInfo().getId());
        reportsKilling = subscribed.getFrameworkInfo().getCapabilitiesList().stream()
                .anyMatch(has -> has.getType() == FrameworkInfo.Capability.Type.TASK_KILLING_STATE);
        LOG.info(
                "Executor {} on agent {}",
                subscribed.getExecutorInfo().getExecutorId().getValue(),
                subscribed.getAgentInfo().getHostname());
    }

    private void launch(TaskInfo task) {
        String taskId = task.getTaskId().getValue();
        LOG.info("LAUNCH of {}", taskId);
        TaskData data = TaskData.parse(task.getData().toByteArray());
        if (data instanceof TaskData.Readable readable) {
            Duration grace = (task.hasKillPolicy() ? grace(task.getKillPolicy()) : Optional.<Duration>empty())
                    .orElse(DEFAULT_GRACE);
            signals.accept(new Signal.Launch(new Assignment(taskId, readable.task(), grace)));
        } else {
            signals.accept(new Signal.BadLaunch(taskId, ((TaskData.Unreadable) data).sentence()));
        }
    }

    private static Optional<Duration> grace(KillPolicy policy) {
        return policy.hasGracePeriod()
                ? Optional.of(Duration.ofNanos(policy.getGracePeriod().getNanoseconds()))
                : Optional.empty();
    }

    private void message(byte[] data) {
        try {
            JsonNode tree = Json.tree(data);
            String type = tree.path("type").asString("");
            if (type.equals(SeedHosts.TYPE) && tree.path("seedHosts").isArray()) {
                signals.accept(new Signal.Seeds(Json.read(data, SeedHosts.class).seedHosts()));
            } else {
                LOG.info("Ignored a message of unknown type '{}'", type);
            }
        } catch (JacksonException e) {
            LOG.warn("Ignored a message that cannot be read: {}", e.getOriginalMessage());
        }
    }

    /** @return empty when the framework does not know this state */
    Optional<TaskStatus> status(Action.Report report) {
        if (report.state() == TaskState.TASK_KILLING && !reportsKilling) {
            return Optional.empty();
        }
        TaskStatus.Builder status = TaskStatus.newBuilder()
                .setTaskId(TaskID.newBuilder().setValue(report.taskId()))
                .setState(report.state())
                .setMessage(report.sentence());
        agent.ifPresent(status::setAgentId);
        report.healthy().ifPresent(status::setHealthy);
        report.report().ifPresent(node -> status.setData(ByteString.copyFrom(Json.bytes(node))));
        return Optional.of(status.build());
    }
}
