package org.mesoselk.scheduler.core.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Optional;

/**
 * One wanted instance: a stable name, its data's place and its current Mesos task. Outlives tasks.
 *
 * @param name {@code es-<nodeSet>-<ordinal>}, also Elasticsearch's node.name
 * @param masterEligible fixed when the member is made
 * @param goal whether it is to stay or to leave
 * @param state where it stands
 * @param home the agent that holds its data; empty until its node is known to have had data somewhere
 * @param failures consecutive failed tasks, back to 0 when a task has run for a while
 * @param lastFailure Mesos' or the executor's sentence about the last failed task
 */
public record Member(
        String name,
        String nodeSet,
        int ordinal,
        boolean masterEligible,
        Goal goal,
        MemberState state,
        Optional<AgentRef> home,
        int failures,
        Optional<Failure> lastFailure) {

    public record Failure(Instant at, String taskId, String agentId, String sentence) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Goal.Stay.class, name = "STAY"),
        @JsonSubTypes.Type(value = Goal.Leave.class, name = "LEAVE")
    })
    public sealed interface Goal {
        record Stay() implements Goal {}

        /** Being taken away by an operation: never a candidate for anything else. */
        record Leave(String operationId, Instant since) implements Goal {}
    }

    @JsonIgnore
    public boolean leaving() {
        return goal instanceof Goal.Leave;
    }

    /** The task that is or may be alive. */
    @JsonIgnore
    public Optional<TaskRef> task() {
        return Optional.ofNullable(
                state instanceof MemberState.Launching s
                        ? s.task()
                        : state instanceof MemberState.Starting s
                                ? s.task()
                                : state instanceof MemberState.Running s
                                        ? s.task()
                                        : state instanceof MemberState.Unreachable s
                                                ? s.task()
                                                : state instanceof MemberState.Stopping s ? s.task() : null);
    }

    public Member with(MemberState newState) {
        return new Member(name, nodeSet, ordinal, masterEligible, goal, newState, home, failures, lastFailure);
    }

    public Member with(Goal newGoal) {
        return new Member(name, nodeSet, ordinal, masterEligible, newGoal, state, home, failures, lastFailure);
    }

    public Member withHome(AgentRef agent) {
        return new Member(
                name, nodeSet, ordinal, masterEligible, goal, state, Optional.of(agent), failures, lastFailure);
    }

    /** Its data is given up, or known to be nowhere. */
    public Member withoutHome() {
        return new Member(name, nodeSet, ordinal, masterEligible, goal, state, Optional.empty(), failures, lastFailure);
    }

    public Member withFailures(int count, Optional<Failure> failure) {
        return new Member(name, nodeSet, ordinal, masterEligible, goal, state, home, count, failure);
    }
}
