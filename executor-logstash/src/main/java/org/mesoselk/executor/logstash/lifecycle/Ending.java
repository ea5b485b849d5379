package org.mesoselk.executor.logstash.lifecycle;

import org.apache.mesos.v1.Protos.TaskState;

/** The terminal update that is owed once the engine has stopped, and how this executor then exits. */
public record Ending(TaskState state, String sentence, int exitCode) {

    static Ending killed(String sentence) {
        return new Ending(TaskState.TASK_KILLED, sentence, 0);
    }

    static Ending failed(String sentence) {
        return new Ending(TaskState.TASK_FAILED, sentence, 1);
    }
}
