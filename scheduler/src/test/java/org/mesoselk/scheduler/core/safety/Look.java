package org.mesoselk.scheduler.core.safety;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Health;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Index;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Node;
import org.mesoselk.scheduler.core.model.ElasticsearchView.ShardCopy;
import org.mesoselk.scheduler.core.model.ElasticsearchView.ShardCopy.State;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.TaskRef;

/** Builds one look at Elasticsearch and the members that go with it. Nodes es-0 to es-2 are master-eligible. */
final class Look {
    private final Set<String> names;
    private final Set<String> absent = new HashSet<>();
    private final Set<String> down = new HashSet<>();
    private final List<String> doubled = new ArrayList<>();
    private final List<Index> indices = new ArrayList<>();
    private final List<ShardCopy> copies = new ArrayList<>();
    private String index = "";
    Health health = Health.GREEN;
    String master = "es-0";
    final Set<String> excludes = new HashSet<>();
    /** Empty: all masters that stay. */
    final Set<String> voters = new HashSet<>();

    boolean withoutExclude;
    boolean withoutVotingExclusion;
    boolean keepsVotes;
    int fetches;

    Look(String... names) {
        this.names = new LinkedHashSet<>(List.of(names));
    }

    Look shard(String name, int replicas) {
        index = name;
        indices.add(new Index(name, replicas, false));
        return this;
    }

    /** {@code auto_expand_replicas} from {@code least} on. */
    Look expanding(String name, int replicas, int least) {
        index = name;
        indices.add(new Index(name, replicas, true, least));
        return this;
    }

    Look started(String node) {
        return copy(node, State.STARTED, true);
    }

    Look initializing(String node) {
        return copy(node, State.INITIALIZING, false);
    }

    Look copy(String node, State state, boolean inSync) {
        copies.add(new ShardCopy(index, 0, isFirst(), state, Optional.of(node), Optional.empty(), inSync));
        return this;
    }

    Look relocating(String from, String to) {
        copies.add(new ShardCopy(index, 0, isFirst(), State.RELOCATING, Optional.of(from), Optional.of(to), true));
        return this;
    }

    Look unassigned() {
        copies.add(new ShardCopy(index, 0, isFirst(), State.UNASSIGNED, Optional.empty(), Optional.empty(), false));
        return this;
    }

    private boolean isFirst() {
        return copies.stream().noneMatch(copy -> copy.index().equals(index));
    }

    void absent(String node) {
        absent.add(node);
    }

    /** Another node of this name is in the cluster too. */
    void doubled(String node) {
        doubled.add(node);
    }

    void down(String node) {
        down.add(node);
    }

    Known view(String... leaving) {
        Set<String> leavers = Set.of(leaving);
        Set<String> excluded = new HashSet<>(excludes);
        if (!withoutExclude) {
            excluded.addAll(leavers);
        }
        Set<String> votes = voters.isEmpty() || keepsVotes
                ? names.stream()
                        .filter(Look::isMaster)
                        .filter(name -> keepsVotes || !leavers.contains(name))
                        .collect(Collectors.toSet())
                : voters;
        return new Known(
                Instant.EPOCH,
                "uuid",
                health,
                master,
                Stream.concat(names.stream(), doubled.stream())
                        .filter(name -> !absent.contains(name))
                        .map(name -> new Node("id-" + name, name, "", isMaster(name), true, 1, 10, 20))
                        .toList(),
                indices,
                copies,
                excluded,
                withoutVotingExclusion
                        ? Set.of()
                        : leavers.stream().filter(Look::isMaster).collect(Collectors.toSet()),
                votes.stream().map(name -> "id-" + name).collect(Collectors.toSet()),
                0,
                0,
                fetches,
                Optional.empty());
    }

    Leaving leaving(String... leaving) {
        return Leaving.of(names.stream()
                .map(name -> member(name, Set.of(leaving).contains(name)))
                .toList());
    }

    private Member member(String name, boolean leaves) {
        AgentRef agent = new AgentRef("agent-" + name, name, "10.0.0.1");
        TaskRef task = new TaskRef(name + ".1", agent, 1, 2, Instant.EPOCH);
        return new Member(
                name,
                "default",
                ordinal(name),
                isMaster(name),
                leaves ? new Member.Goal.Leave("scale-2", Instant.EPOCH) : new Member.Goal.Stay(),
                down.contains(name)
                        ? new MemberState.Pending(Instant.EPOCH, Instant.EPOCH)
                        : new MemberState.Running(task, true),
                Optional.of(agent),
                0,
                Optional.empty());
    }

    private static int ordinal(String name) {
        return Integer.parseInt(name.substring(3));
    }

    private static boolean isMaster(String name) {
        return ordinal(name) < 3;
    }
}
