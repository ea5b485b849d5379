package org.mesoselk.scheduler.core.model;

import java.time.Instant;
import java.util.Optional;
import org.mesoselk.commons.elastic.NodeReport;

/**
 * A task status as Mesos sent it.
 *
 * @param state Mesos' TASK_* state
 * @param agentId empty where Mesos does not know it (some answers to RECONCILE)
 * @param uuid what must be acknowledged, base64; empty for updates that the master or agent made up: never acknowledge those
 * @param reason Mesos' REASON_*, or empty
 * @param message Mesos' or the executor's sentence, or empty
 * @param healthy as the executor says, where it says
 * @param report what the executor knows of its node, where it says
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
        Instant at) {}
