package org.mesoselk.executor.kibana.lifecycle;

import org.apache.mesos.v1.Protos.TaskState;

/** The terminal update that is owed once Kibana is gone, and how this executor then exits. */
public record Ending(TaskState state, String sentence, int exitCode) {

    public static Ending killed(String sentence) {
        return new Ending(TaskState.TASK_KILLED, sentence, 0);
    }

    public static Ending failed(String sentence) {
        return new Ending(TaskState.TASK_FAILED, sentence, 1);
    }

    public static Ending abandoned(String cause) {
        return failed("The Mesos agent did not come back: " + cause);
    }
}
