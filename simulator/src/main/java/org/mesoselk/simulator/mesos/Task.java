package org.mesoselk.simulator.mesos;

import java.util.ArrayDeque;
import java.util.Deque;
import org.mesoselk.commons.elastic.ElasticsearchTask;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;
import org.mesoselk.simulator.elasticsearch.Node;

/** A task as its agent knows it, with the updates that nobody has acknowledged yet. */
public final class Task {
    final TaskRef ref;
    final String member;
    final ElasticsearchTask payload;
    final Agent agent;
    TaskState state = TaskState.STAGING;
    Node node;
    boolean isBeingKilled;

    /** The first one is sent again and again until it is acknowledged; only then comes the next. */
    final Deque<TaskUpdate> unacknowledged = new ArrayDeque<>();

    long sendAgainAt;
    int sent;

    Task(TaskRef ref, String member, ElasticsearchTask payload, Agent agent) {
        this.ref = ref;
        this.member = member;
        this.payload = payload;
        this.agent = agent;
    }

    public String id() {
        return ref.id();
    }

    public String member() {
        return member;
    }

    public Agent agent() {
        return agent;
    }

    public Node node() {
        return node;
    }

    public TaskState state() {
        return state;
    }

    public boolean alive() {
        return state.meaning() == TaskState.Meaning.ALIVE;
    }

    @Override
    public String toString() {
        return ref.id() + " " + state + " on " + agent.host();
    }
}
