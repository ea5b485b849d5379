package org.mesoselk.executor.elasticsearch.lifecycle;

import java.time.Duration;
import org.mesoselk.commons.elastic.ElasticsearchTask;

/**
 * The one task of this executor.
 *
 * @param grace for a stop, from the task's kill policy
 */
public record Assignment(String taskId, ElasticsearchTask node, Duration grace) {}
