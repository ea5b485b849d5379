package org.mesoselk.scheduler.core.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** Where a member stands with its Mesos task. What is wanted of it is {@link Member.Goal}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
@JsonSubTypes({
    @JsonSubTypes.Type(value = MemberState.Pending.class, name = "PENDING"),
    @JsonSubTypes.Type(value = MemberState.Launching.class, name = "LAUNCHING"),
    @JsonSubTypes.Type(value = MemberState.Starting.class, name = "STARTING"),
    @JsonSubTypes.Type(value = MemberState.Running.class, name = "RUNNING"),
    @JsonSubTypes.Type(value = MemberState.Unreachable.class, name = "UNREACHABLE"),
    @JsonSubTypes.Type(value = MemberState.Stopping.class, name = "STOPPING"),
    @JsonSubTypes.Type(value = MemberState.Stopped.class, name = "STOPPED")
})
public sealed interface MemberState {

    /**
     * No task; one may be launched from {@code notBefore} on.
     *
     * @param agentGone Mesos has said that an operator gave up the agent of the last task for good
     */
    record Pending(Instant since, Instant notBefore, boolean agentGone) implements MemberState {
        public Pending(Instant since, Instant notBefore) {
            this(since, notBefore, false);
        }
    }

    /** The launch is stored and perhaps sent; Mesos has not yet said anything of the task. */
    record Launching(TaskRef task) implements MemberState {}

    /** TASK_STARTING: the executor is up, the node has not yet joined its cluster. */
    record Starting(TaskRef task) implements MemberState {}

    /** TASK_RUNNING: the node has joined. {@code healthy} as the last update said. */
    record Running(TaskRef task, boolean healthy) implements MemberState {}

    /** TASK_UNREACHABLE: the task may be alive; it comes back or Mesos declares it ended. */
    record Unreachable(TaskRef task, Instant since) implements MemberState {}

    /** The kill is stored and perhaps sent; Mesos has not yet said that the task ended. */
    record Stopping(TaskRef task, Instant since) implements MemberState {}

    /** A leaving member whose task is terminal in Mesos; what was excluded for it is not yet cleared. */
    record Stopped(Instant since) implements MemberState {}
}
