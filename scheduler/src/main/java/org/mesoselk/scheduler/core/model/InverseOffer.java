package org.mesoselk.scheduler.core.model;

/** Mesos asks for an agent to be left, because it is to be down for maintenance. */
public record InverseOffer(String id, String agentId, Unavailability unavailability) {}
