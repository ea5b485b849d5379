package org.mesoselk.scheduler.core.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Optional;
import org.mesoselk.commons.elastic.HasData;

/**
 * One wanted instance: a stable name, its data's place and its current Mesos task. Outlives tasks.
 *
 * @param name {@code es-<nodeSet>-<ordinal>}, also Elasticsearch's node.name
 * @param masterEligible fixed when the member is made
 * @param goal whether it is to stay or to leave
 * @param state where it stands
 * @param home the agent that holds its data, or may hold it; empty while it is known to have none
 * @param data whether its home does hold data: NO without a home, else YES or UNKNOWN (its task ended, and nobody could
 *     say what its node had come to)
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
        HasData data,
        int failures,
        Optional<Failure> lastFailure) {

    /** One whose home, if it has one, is known to hold its data. */
    public Member(
            String name,
            String nodeSet,
            int ordinal,
            boolean masterEligible,
            Goal goal,
            MemberState state,
            Optional<AgentRef> home,
            int failures,
            Optional<Failure> lastFailure) {
        this(
                name,
                nodeSet,
                ordinal,
                masterEligible,
                goal,
                state,
                home,
                home.isPresent() ? HasData.YES : HasData.NO,
                failures,
                lastFailure);
    }

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
        return new Member(name, nodeSet, ordinal, masterEligible, goal, newState, home, data, failures, lastFailure);
    }

    public Member with(Goal newGoal) {
        return new Member(name, nodeSet, ordinal, masterEligible, newGoal, state, home, data, failures, lastFailure);
    }

    /** Its data is there. */
    public Member withHome(AgentRef agent) {
        return withHome(Optional.of(agent), HasData.YES);
    }

    /** Its data may be there: nobody can say. */
    public Member withPossibleHome(AgentRef agent) {
        return withHome(Optional.of(agent), HasData.UNKNOWN);
    }

    /** Its data is given up, or known to be nowhere. */
    public Member withoutHome() {
        return withHome(Optional.empty(), HasData.NO);
    }

    private Member withHome(Optional<AgentRef> newHome, HasData newData) {
        return new Member(name, nodeSet, ordinal, masterEligible, goal, state, newHome, newData, failures, lastFailure);
    }

    public Member withFailures(int count, Optional<Failure> failure) {
        return new Member(name, nodeSet, ordinal, masterEligible, goal, state, home, data, count, failure);
    }
}
