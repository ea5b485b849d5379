package org.mesoselk.executor.logstash;

import java.io.IOException;
import org.mesoselk.commons.logstash.LogstashTask;

/** The engine that a task names. */
record PrepareEngine(EngineSide.Preparing forwarder, EngineSide.Preparing logstash) implements EngineSide.Preparing {

    @Override
    public Preparation prepare(LogstashTask task) throws IOException, InterruptedException {
        return (task.engine().equals(LogstashTask.LOGSTASH) ? logstash : forwarder).prepare(task);
    }
}
