package org.mesoselk.cli.logs;

/** Names of an event's fields, as the executor writes them. */
final class Fields {

    static final String TASK_ID = "mesos.task.id";
    static final String TASK_NAME = "mesos.task.name";
    static final String TIMESTAMP = "@timestamp";
    static final String MESSAGE = "message";
    static final String STREAM = "stream";

    private Fields() {}
}
