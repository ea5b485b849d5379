package org.mesoselk.scheduler.core.model;

/**
 * What the operator wants of the Logstash framework beyond what its options say.
 *
 * @param reserved whether Logstash's share is to be reserved on every agent
 */
public record LogstashSpec(long generation, boolean reserved) implements Spec {

    /** Nothing but the options. */
    public static final LogstashSpec FIRST = new LogstashSpec(1, false);

    /** Of records of a Logstash framework. */
    public static LogstashSpec of(Records records) {
        return (LogstashSpec) records.spec();
    }

    @Override
    public String words() {
        return reserved ? "a share reserved on every agent" : "no share reserved";
    }

    public LogstashSpec withReserved(boolean wanted) {
        return new LogstashSpec(generation + 1, wanted);
    }
}
