package org.mesoselk.executor.logstash.lifecycle;

import java.time.Duration;
import org.mesoselk.commons.logstash.LogstashTask;

/**
 * The one task of this executor.
 *
 * @param grace for a stop, from the task's kill policy
 */
public record Assignment(String taskId, LogstashTask task, Duration grace) {}
