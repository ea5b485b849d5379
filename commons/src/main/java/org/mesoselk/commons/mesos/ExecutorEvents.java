package org.mesoselk.commons.mesos;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.KillPolicy;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.executor.Protos.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes Mesos' events apart for an executor of one task, and puts its updates together. */
public abstract class ExecutorEvents implements ExecutorListener {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutorEvents.class);

    private final Duration shutdownGrace;

    private volatile Optional<AgentInfo> agent = Optional.empty();
    private volatile boolean reportsKilling;

    /** @param shutdownGrace how long a stop may take when the agent says SHUTDOWN */
    protected ExecutorEvents(Duration shutdownGrace) {
        this.shutdownGrace = shutdownGrace;
    }

    /** @param grace from the task's kill policy */
    protected abstract void launch(TaskInfo task, Optional<Duration> grace);

    /** @param grace from the KILL event's own kill policy, which overrides the task's */
    protected abstract void kill(String taskId, Optional<Duration> grace);

    /** A framework message. */
    protected abstract void message(byte[] data);

    /** This executor is to end within {@code grace}. */
    protected abstract void shutdown(String cause, Duration grace);

    @Override
    public final void event(Event event) {
        switch (event.getType()) {
            case SUBSCRIBED -> subscribed(event.getSubscribed());
            case LAUNCH -> launch(event.getLaunch().getTask());
            case LAUNCH_GROUP ->
                event.getLaunchGroup().getTaskGroup().getTasksList().forEach(this::launch);
            case KILL ->
                kill(
                        event.getKill().getTaskId().getValue(),
                        event.getKill().hasKillPolicy() ? grace(event.getKill().getKillPolicy()) : Optional.empty());
            case MESSAGE -> message(event.getMessage().getData().toByteArray());
            case SHUTDOWN -> shutdown("the agent asked this executor to end", shutdownGrace);
            case ERROR -> LOG.error("The agent says: {}", event.getError().getMessage());
            default -> LOG.info("Ignored an event {}", event.getType());
        }
    }

    private void subscribed(Event.Subscribed subscribed) {
        agent = Optional.of(subscribed.getAgentInfo());
        reportsKilling = subscribed.getFrameworkInfo().getCapabilitiesList().stream()
                .anyMatch(has -> has.getType() == FrameworkInfo.Capability.Type.TASK_KILLING_STATE);
        LOG.info(
                "Executor {} on agent {}",
                subscribed.getExecutorInfo().getExecutorId().getValue(),
                subscribed.getAgentInfo().getHostname());
    }

    private void launch(TaskInfo task) {
        LOG.info("LAUNCH of {}", task.getTaskId().getValue());
        launch(task, task.hasKillPolicy() ? grace(task.getKillPolicy()) : Optional.empty());
    }

    private static Optional<Duration> grace(KillPolicy policy) {
        return policy.hasGracePeriod()
                ? Optional.of(Duration.ofNanos(policy.getGracePeriod().getNanoseconds()))
                : Optional.empty();
    }

    /** The agent that this executor runs on; known before the first LAUNCH. */
    public final Optional<AgentInfo> agent() {
        return agent;
    }

    /**
     * An update.
     *
     * @param data for the scheduler
     * @return empty when the framework does not know this state
     */
    public final Optional<TaskStatus> status(
            String taskId, TaskState state, String sentence, Optional<Boolean> healthy, Optional<byte[]> data) {
        if (state == TaskState.TASK_KILLING && !reportsKilling) {
            return Optional.empty();
        }
        TaskStatus.Builder status = TaskStatus.newBuilder()
                .setTaskId(TaskID.newBuilder().setValue(taskId))
                .setState(state)
                .setMessage(sentence);
        agent.ifPresent(known -> status.setAgentId(known.getId()));
        healthy.ifPresent(status::setHealthy);
        data.ifPresent(bytes -> status.setData(ByteString.copyFrom(bytes)));
        return Optional.of(status.build());
    }
}
