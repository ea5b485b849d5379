package org.mesoselk.scheduler.core.model;

import java.util.Map;

/**
 * An agent that the master has in its list.
 *
 * @param attributes as texts (a scalar as Mesos prints it)
 * @param active false while it is away: it was there, and may come back
 * @param total all that it has, whoever uses it
 */
public record ListedAgent(AgentRef agent, Map<String, String> attributes, boolean active, Resources total) {}
