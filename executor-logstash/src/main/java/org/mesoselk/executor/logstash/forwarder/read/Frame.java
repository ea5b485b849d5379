package org.mesoselk.executor.logstash.forwarder.read;

import org.mesoselk.executor.logstash.forwarder.event.EventTemplate.Kind;

/**
 * One event's bytes.
 *
 * @param end of its text, without the end of the line
 * @param next where the next event begins
 */
public record Frame(int end, int next, Kind kind) {}
