package org.mesoselk.localmesos.agent;

import org.apache.mesos.v1.Protos.TaskState;

/** What a task's state says of its life. */
public final class TaskStates {

    private TaskStates() {}

    /** Nothing can follow: the task holds no resources any more. */
    public static boolean terminal(TaskState state) {
        return switch (state) {
            case TASK_FINISHED,
                    TASK_FAILED,
                    TASK_KILLED,
                    TASK_ERROR,
                    TASK_LOST,
                    TASK_DROPPED,
                    TASK_GONE,
                    TASK_GONE_BY_OPERATOR -> true;
            case TASK_STAGING, TASK_STARTING, TASK_RUNNING, TASK_KILLING, TASK_UNREACHABLE, TASK_UNKNOWN -> false;
        };
    }
}
