package org.mesoselk.scheduler.core.model;

import java.time.Instant;
import java.util.Optional;
import org.mesoselk.commons.elastic.NodeReport;
import org.mesoselk.commons.kibana.KibanaReport;
import org.mesoselk.commons.logstash.LogstashReport;

/**
 * A task status as Mesos sent it.
 *
 * @param state Mesos' TASK_* state
 * @param agentId empty where Mesos does not know it (some answers to RECONCILE)
 * @param uuid what must be acknowledged, base64; empty for updates that the master or agent made up: never acknowledge those
 * @param reason Mesos' REASON_*, or empty
 * @param message Mesos' or the executor's sentence, or empty
 * @param healthy as the executor says, where it says
 * @param report what an executor of Elasticsearch knows of its node, where it says
 * @param collected what an executor of Logstash knows of its engine, where it says
 * @param kibana what an executor of Kibana knows of its Kibana, where it says
 */
public record TaskUpdate(
        String taskId,
        TaskState state,
        Optional<String> agentId,
        Optional<String> uuid,
        String reason,
        String message,
        Optional<Boolean> healthy,
        Optional<NodeReport> report,
        Optional<LogstashReport> collected,
        Optional<KibanaReport> kibana,
        Instant at) {

    /** Not of a Kibana executor. */
    public TaskUpdate(
            String taskId,
            TaskState state,
            Optional<String> agentId,
            Optional<String> uuid,
            String reason,
            String message,
            Optional<Boolean> healthy,
            Optional<NodeReport> report,
            Optional<LogstashReport> collected,
            Instant at) {
        this(taskId, state, agentId, uuid, reason, message, healthy, report, collected, Optional.empty(), at);
    }

    /** Of neither a Logstash nor a Kibana executor. */
    public TaskUpdate(
            String taskId,
            TaskState state,
            Optional<String> agentId,
            Optional<String> uuid,
            String reason,
            String message,
            Optional<Boolean> healthy,
            Optional<NodeReport> report,
            Instant at) {
        this(taskId, state, agentId, uuid, reason, message, healthy, report, Optional.empty(), at);
    }
}
