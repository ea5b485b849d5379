package org.mesoselk.scheduler.core.model;

/** An agent as members remember it: Mesos' agent id, its host name, and the address that it is reached by. */
public record AgentRef(String id, String hostname, String ip) {}
