package org.mesoselk.scheduler.core.offer;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.TaskRef;

/**
 * Who is where, sorted once for all offers: ten thousand offers would each ask every member.
 *
 * @param byAgent members that run on an agent or will return to it, by agent id
 * @param portsByIp ports of the members' tasks, by the address of their agent
 */
public record Neighbourhood(Map<String, List<Member>> byAgent, Map<String, Set<Integer>> portsByIp) {

    public static Neighbourhood of(Collection<Member> members) {
        Map<String, List<Member>> byAgent = members.stream()
                .filter(member -> !(member.state() instanceof MemberState.Stopped) && isSomewhere(member))
                .collect(Collectors.groupingBy(Neighbourhood::agentId));
        Map<String, Set<Integer>> ports = new HashMap<>();
        members.stream()
                .flatMap(member -> member.task().stream())
                .forEach(task -> ports.computeIfAbsent(task.agent().ip(), ip -> new HashSet<>())
                        .addAll(List.of(task.httpPort(), task.transportPort())));
        return new Neighbourhood(byAgent, ports);
    }

    private static boolean isSomewhere(Member member) {
        return member.task().isPresent() || member.home().isPresent();
    }

    private static String agentId(Member member) {
        return member.task()
                .map(TaskRef::agent)
                .or(member::home)
                .map(AgentRef::id)
                .orElseThrow();
    }

    List<Member> on(AgentRef agent) {
        return byAgent.getOrDefault(agent.id(), List.of());
    }

    Set<Integer> portsAt(AgentRef agent) {
        return portsByIp.getOrDefault(agent.ip(), Set.of());
    }
}
