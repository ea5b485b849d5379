package org.mesoselk.executor.kibana.lifecycle;

import java.time.Duration;
import org.mesoselk.commons.kibana.KibanaTask;

/**
 * The one task of this executor.
 *
 * @param grace for a stop, from the task's kill policy
 */
public record Assignment(String taskId, KibanaTask task, Duration grace) {}
