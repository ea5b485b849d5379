package org.mesoselk.scheduler.core.logstash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.AgentsView;
import org.mesoselk.scheduler.core.model.Constraint;
import org.mesoselk.scheduler.core.model.ListedAgent;
import org.mesoselk.scheduler.core.model.LogstashMemory;
import org.mesoselk.scheduler.core.model.LogstashSettings;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Wait;
import org.mesoselk.scheduler.core.offer.Constraints;

/**
 * Which agents have a collector, and why the others have none.
 *
 * @param agentsKnown whether the master's list could be had; without it only agents are counted that have offered
 * @param with those whose collector runs and is healthy
 * @param without all others
 */
public record Coverage(boolean agentsKnown, List<Covered> with, List<Uncovered> without) {

    /** The name of {@link Uncovered#why} where the operator wants none. */
    public static final String LEFT_OUT = "left-out";

    public record Covered(AgentRef agent, Member member) {}

    /** @param why stable name, kebab-case @param sentence for a tired operator @param member empty where none is wanted */
    public record Uncovered(AgentRef agent, String why, String sentence, Optional<Member> member) {
        public boolean isWanted() {
            return !why.equals(LEFT_OUT);
        }
    }

    /** Agents that shall have one. */
    public int wanted() {
        return with.size() + (int) without.stream().filter(Uncovered::isWanted).count();
    }

    /** @param waits of the last decision */
    public static Coverage of(Records records, LogstashMemory memory, LogstashSettings settings, List<Wait> waits) {
        Map<String, ListedAgent> agents = new LinkedHashMap<>();
        if (memory.agents() instanceof AgentsView.Known known) {
            known.agents().forEach(agent -> agents.putIfAbsent(agent.agent().id(), agent));
        }
        memory.offering()
                .values()
                .forEach(agent -> agents.putIfAbsent(agent.agent().id(), agent));
        Map<String, Member> byHome = new HashMap<>();
        records.members()
                .values()
                .forEach(member -> member.home().ifPresent(home -> byHome.putIfAbsent(home.id(), member)));
        Map<String, Wait> bySubject = new HashMap<>();
        waits.forEach(wait -> bySubject.putIfAbsent(wait.subject(), wait));
        List<Covered> with = new ArrayList<>();
        List<Uncovered> without = new ArrayList<>();
        for (ListedAgent agent : agents.values()) {
            Optional<Member> member =
                    Optional.ofNullable(byHome.get(agent.agent().id()));
            if (member.filter(Coverage::collects).isPresent()) {
                with.add(new Covered(agent.agent(), member.get()));
            } else {
                without.add(uncovered(agent, member, settings, bySubject));
            }
        }
        return new Coverage(memory.agents() instanceof AgentsView.Known, List.copyOf(with), List.copyOf(without));
    }

    /** Why the operator wants none there; empty when one is wanted. */
    static Optional<String> leftOut(LogstashSettings settings, ListedAgent agent) {
        List<Constraint> broken = settings.constraints().stream()
                .filter(constraint -> !Constraints.holds(constraint, agent.agent(), agent.attributes()))
                .toList();
        return broken.isEmpty()
                ? Optional.empty()
                : Optional.of(Constraints.sentence(broken.get(0), agent.agent(), agent.attributes()));
    }

    private static Uncovered uncovered(
            ListedAgent agent, Optional<Member> member, LogstashSettings settings, Map<String, Wait> waits) {
        Optional<String> leftOut = leftOut(settings, agent);
        if (leftOut.isPresent()) {
            return new Uncovered(agent.agent(), LEFT_OUT, leftOut.get(), Optional.empty());
        }
        if (!agent.active()) {
            return new Uncovered(
                    agent.agent(),
                    "agent-inactive",
                    "agent " + agent.agent().hostname() + " is registered, but the master does not reach it at present",
                    member);
        }
        return member.map(known -> waits.get(known.name()))
                .map(wait -> new Uncovered(agent.agent(), wait.name(), wait.sentence(), member))
                .orElseGet(() -> new Uncovered(
                        agent.agent(),
                        member.isPresent() ? "starting" : "not-decided",
                        member.map(known -> known.name() + " does not collect yet")
                                .orElse("nothing has been decided for this agent yet"),
                        member));
    }

    private static boolean collects(Member member) {
        return member.state() instanceof MemberState.Running running && running.healthy();
    }
}
