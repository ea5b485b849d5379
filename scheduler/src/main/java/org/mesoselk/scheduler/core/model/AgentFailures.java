package org.mesoselk.scheduler.core.model;

import java.time.Instant;

/**
 * Tasks that ended on an agent before they ever ran: no download, no suitable JDK, a full disk.
 *
 * @param failures what was left of the earlier ones at {@code last}, and the last one
 * @param last when the last one ended
 * @param sentence Mesos' or the executor's about it
 */
public record AgentFailures(String agentId, String hostname, int failures, Instant last, String sentence) {}
