package org.mesoselk.scheduler.core.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.Decision;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Health;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.ElasticsearchView.ShardCopy;
import org.mesoselk.scheduler.core.model.ElasticsearchView.ShardCopy.State;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Operation;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.View;
import org.mesoselk.scheduler.core.safety.Leaving;
import org.mesoselk.scheduler.core.safety.SafeToStop;
import org.mesoselk.scheduler.core.safety.Safety;

/** One tick from any records, reachable or not, with any look at Elasticsearch. */
class PlannerPropertyTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Property(tries = 1000)
    void oneTickNeverBreaksTheLaw(@ForAll long seed) {
        Random random = new Random(seed);
        Records records = records(random);
        Optional<ElasticsearchView> look = look(random, records);
        List<Input> inputs = new ArrayList<>(List.of(new Input.Timer()));
        look.ifPresent(view -> inputs.add(new Input.Observed(view)));
        View view = new View(NOW, Samples.settings(), records, memory(random, records), inputs);

        Decision decision = new ElasticsearchCore().decide(view);

        assertThat(new ElasticsearchCore().decide(view)).isEqualTo(decision);
        checkKills(records, decision, look);
        checkExclusions(decision, look);
        Set<String> newlyLeaving = leaving(decision.records());
        newlyLeaving.removeAll(leaving(records));
        List<Member> newMembers =
                newlyLeaving.stream().map(name -> records.members().get(name)).toList();
        assertThat(newMembers.stream().filter(Member::masterEligible).count()).isLessThanOrEqualTo(1);
        if (newMembers.stream().anyMatch(Member::masterEligible)) {
            assertThat(leaving(decision.records())).hasSize(1);
        }
        assertThat(decision.records().members()).containsKey("es-default-0");
        assertThat(newlyLeaving).doesNotContain("es-default-0");
        newlyLeaving.forEach(name -> assertThat(records.members().get(name).ordinal())
                .isGreaterThanOrEqualTo(ElasticsearchSpec.of(records).nodeSet().count()));
        checkLaunches(records, decision);
    }

    private static void checkKills(Records before, Decision decision, Optional<ElasticsearchView> look) {
        List<Call.Kill> kills = calls(decision, Call.Kill.class);
        for (Call.Kill kill : kills) {
            Member member = before.members().values().stream()
                    .filter(m ->
                            m.task().filter(t -> t.id().equals(kill.taskId())).isPresent())
                    .findFirst()
                    .orElseThrow();
            assertThat(member.leaving()).isTrue();
            assertThat(look).isPresent().get().isInstanceOf(Known.class);
            assertThat(SafeToStop.judge(look.get(), Leaving.of(withoutDismissed(before, (Known) look.get()))))
                    .isInstanceOf(Safety.Safe.class);
            assertThat(decision.records().members().get(member.name()).state())
                    .as("stored before it is sent")
                    .isInstanceOf(MemberState.Stopping.class);
        }
    }

    /** Members without task, data and node leave without being asked for. */
    private static List<Member> withoutDismissed(Records records, Known look) {
        return records.members().values().stream()
                .filter(member -> member.task().isPresent()
                        || member.home().isPresent()
                        || look.node(member.name()).isPresent())
                .toList();
    }

    private static void checkExclusions(Decision decision, Optional<ElasticsearchView> look) {
        Set<String> gone = look.filter(Known.class::isInstance)
                .map(view -> decision.records().members().values().stream()
                        .filter(member -> ProtectCluster.isGone((Known) view, member))
                        .map(Member::name)
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
        for (Call.SetAllocationExcludes call : calls(decision, Call.SetAllocationExcludes.class)) {
            decision.records().members().values().stream()
                    .filter(Member::leaving)
                    .filter(member -> !gone.contains(member.name()))
                    .filter(member -> !isNewlyChosen(member))
                    .forEach(member -> assertThat(call.nodeNames()).contains(member.name()));
            assertThat(call.nodeNames()).contains("operators-node");
        }
        if (!calls(decision, Call.ClearVotingExclusions.class).isEmpty()) {
            assertThat(decision.records().members().values().stream()
                            .filter(Member::leaving)
                            .filter(member -> !isNewlyChosen(member))
                            .filter(Member::masterEligible)
                            .filter(member -> !gone.contains(member.name())))
                    .isEmpty();
        }
    }

    /** Chosen in this tick: protected from the next look on, before anything else happens to it. */
    private static boolean isNewlyChosen(Member member) {
        return member.goal() instanceof Member.Goal.Leave leave && leave.since().equals(NOW);
    }

    private static void checkLaunches(Records before, Decision decision) {
        for (Call.Launch launch : calls(decision, Call.Launch.class)) {
            assertThat(before.members().get(launch.memberName()).task()).isEmpty();
        }
        assertThat(decision.records().operation().stream()
                        .filter(operation -> operation.status() == Operation.Status.RUNNING)
                        .count())
                .isLessThanOrEqualTo(1);
    }

    private static <T extends Call> List<T> calls(Decision decision, Class<T> kind) {
        return decision.calls().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static Set<String> leaving(Records records) {
        return records.members().values().stream()
                .filter(Member::leaving)
                .map(Member::name)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Records records(Random random) {
        int present = 1 + random.nextInt(8);
        int count = 1 + random.nextInt(present);
        TreeMap<String, Member> members = new TreeMap<>();
        for (int ordinal = 0; ordinal < present; ordinal++) {
            Member member = member(random, ordinal, count);
            members.put(member.name(), member);
        }
        Records records = new Records(
                Optional.of("framework-1"),
                new ElasticsearchSpec(2, "logs", Samples.nodeSet(count), ElasticsearchSpec.Replication.ALL),
                new Cluster(Optional.of("uuid"), List.of("es-default-0"), 100),
                members,
                Optional.empty());
        return random.nextBoolean() ? records.with(Scale.operation(records, NOW.minusSeconds(60))) : records;
    }

    private static Member member(Random random, int ordinal, int count) {
        String name = "es-default-" + ordinal;
        AgentRef agent = new AgentRef("agent" + ordinal, "host" + ordinal, "10.0.0." + ordinal);
        TaskRef task = new TaskRef(name + ".1", agent, 31000, 31001, NOW.minusSeconds(600));
        boolean leaves = ordinal >= count && random.nextInt(3) > 0;
        MemberState running = new MemberState.Running(task, true);
        List<MemberState> states = List.of(
                running,
                running,
                running,
                running,
                new MemberState.Starting(task),
                new MemberState.Launching(task),
                new MemberState.Unreachable(task, NOW),
                new MemberState.Pending(NOW, NOW),
                leaves ? new MemberState.Stopping(task, NOW) : running,
                leaves ? new MemberState.Stopped(NOW) : running);
        return new Member(
                name,
                "default",
                ordinal,
                ordinal < 3,
                leaves ? new Member.Goal.Leave("scale-2", NOW.minusSeconds(60)) : new Member.Goal.Stay(),
                states.get(ordinal < count ? random.nextInt(4) : random.nextInt(states.size())),
                random.nextInt(5) == 0 ? Optional.empty() : Optional.of(agent),
                0,
                Optional.empty());
    }

    private static Memory memory(Random random, Records records) {
        World world = new World(1, 0);
        Memory memory = new ElasticsearchCore()
                .decide(new View(
                        NOW.minusSeconds(random.nextBoolean() ? 60 : 5),
                        Samples.settings(),
                        records,
                        world.memory,
                        List.of(new Input.Subscribed("framework-1"))))
                .memory();
        Memory looked =
                look(random, records).map(look -> Observed.in(memory, look)).orElse(memory);
        return random.nextInt(4) == 0 ? looked : Reconciled.all(looked);
    }

    private static Optional<ElasticsearchView> look(Random random, Records records) {
        if (random.nextInt(8) == 0) {
            return Optional.empty();
        }
        if (random.nextInt(8) == 0) {
            return Optional.of(new ElasticsearchView.Unknown(NOW, "timed out"));
        }
        List<String> nodes = records.members().values().stream()
                .filter(member -> !(member.state() instanceof MemberState.Stopped) || random.nextInt(3) == 0)
                .filter(member -> random.nextInt(12) > 0)
                .map(Member::name)
                .toList();
        Set<String> leaving = leaving(records);
        List<ShardCopy> copies = new ArrayList<>();
        for (String index : List.of("a", "b")) {
            boolean primary = true;
            for (String node : nodes) {
                if (random.nextInt(leaving.contains(node) ? 6 : 2) == 0) {
                    State state = random.nextInt(10) == 0 ? State.INITIALIZING : State.STARTED;
                    copies.add(new ShardCopy(
                            index, 0, primary, state, Optional.of(node), Optional.empty(), state == State.STARTED));
                    primary = false;
                }
            }
        }
        Set<String> excludes = some(random, leaving);
        excludes.add("operators-node");
        Set<String> exclusions = some(random, leaving);
        Map<Boolean, List<String>> byVote = nodes.stream()
                .filter(name -> ordinal(name) < 3)
                .collect(Collectors.partitioningBy(exclusions::contains));
        return Optional.of(new Known(
                NOW,
                random.nextInt(20) == 0 ? "another" : "uuid",
                random.nextInt(10) == 0 ? Health.RED : Health.GREEN,
                byVote.get(false).stream().findFirst().orElse(""),
                nodes.stream()
                        .map(name ->
                                new ElasticsearchView.Node("id-" + name, name, "", ordinal(name) < 3, true, 1, 10, 20))
                        .toList(),
                List.of(
                        new ElasticsearchView.Index("a", random.nextInt(2), false),
                        new ElasticsearchView.Index("b", random.nextInt(4), true)),
                copies,
                excludes,
                exclusions,
                byVote.get(false).stream().map(name -> "id-" + name).collect(Collectors.toSet()),
                0,
                0,
                random.nextInt(15) == 0 ? 1 : 0,
                Optional.of(ElasticsearchSpec.Replication.ALL)));
    }

    private static int ordinal(String name) {
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }

    private static Set<String> some(Random random, Set<String> names) {
        return names.stream().filter(name -> random.nextInt(6) > 0).collect(Collectors.toCollection(HashSet::new));
    }
}
