package org.mesoselk.executor.elasticsearch.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mesoselk.commons.elastic.HasData;
import org.mesoselk.executor.elasticsearch.node.NodeLook;

/** Everything that can happen to this executor, from Mesos or from its node. */
public sealed interface Signal {

    record Launch(Assignment assignment) implements Signal {}

    /** A LAUNCH whose data makes no sense. */
    record BadLaunch(String taskId, String sentence) implements Signal {}

    /** @param grace from the KILL event's own kill policy, which overrides the task's */
    record Kill(String taskId, Optional<Duration> grace) implements Signal {}

    /** The agent, or whoever sent SIGTERM, wants this executor to end within {@code grace}. */
    record Shutdown(String cause, Duration grace) implements Signal {}

    /** The agent did not come back. */
    record Abandoned(String cause) implements Signal {}

    record Seeds(List<String> hosts) implements Signal {}

    /** All is in place to start the node. @param data what lies there from an earlier task */
    record Prepared(HasData data) implements Signal {}

    /** @param faults a sentence each, with the remedy @param data what lies there from an earlier task */
    record Unfit(List<String> faults, HasData data) implements Signal {}

    record Looked(NodeLook look, Instant at) implements Signal {}

    /** The node ended and nobody had asked it to. */
    record NodeEnded(int exitCode, Optional<String> lastWords) implements Signal {}

    /** The node could not even be started. */
    record NotStarted(String cause, HasData data) implements Signal {}

    /** No process of the node is left. @param data what it has left */
    record Stopped(String how, HasData data) implements Signal {}
}
