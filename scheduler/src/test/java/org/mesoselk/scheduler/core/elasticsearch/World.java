package org.mesoselk.scheduler.core.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.Decision;
import org.mesoselk.scheduler.core.model.ElasticsearchSettings;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Operation;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.ScaleAnswer;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;
import org.mesoselk.scheduler.core.model.View;
import org.mesoselk.scheduler.core.model.Wait;

/** The real core between a fake Mesos and a fake Elasticsearch, one second a tick, with what must always hold checked. */
final class World {
    final ElasticsearchCore core = new ElasticsearchCore();
    final FakeMesos mesos = new FakeMesos();
    final FakeElasticsearch elasticsearch = new FakeElasticsearch();
    final ElasticsearchSettings settings;
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    Records records;
    Memory memory = Memory.initial(now);
    Decision last;
    final List<String> script = new ArrayList<>();
    final List<Call> calls = new ArrayList<>();

    World(int count, int agents) {
        this(count, agents, Samples.settings());
    }

    World(int count, int agents, ElasticsearchSettings settings) {
        this.settings = settings;
        records = new Records(
                Optional.empty(),
                new ElasticsearchSpec(1, "logs", Samples.nodeSet(count), ElasticsearchSpec.Replication.ALL),
                Cluster.NONE,
                new TreeMap<>(),
                Optional.empty());
        for (int i = 1; i <= agents; i++) {
            mesos.addAgent(i);
        }
        mesos.subscribe();
    }

    /** A scheduler that knows nothing but the records. */
    void restart() {
        script.add(now + " scheduler restarts");
        memory = Memory.initial(now);
        mesos.subscribe();
    }

    void step() {
        step(true);
    }

    /** @param callsLeave false: the scheduler dies after it has stored the records and before any call leaves */
    void step(boolean callsLeave) {
        now = now.plusSeconds(1);
        mesos.progress(elasticsearch);
        elasticsearch.step();
        List<Input> inputs = new ArrayList<>(mesos.drainInputs(now));
        ElasticsearchView look = elasticsearch.view(now);
        inputs.add(new Input.Observed(look));
        inputs.add(new Input.Timer());
        last = core.decide(new View(now, settings, records, memory, inputs));
        assertThat(core.decide(new View(now, settings, records, memory, inputs)))
                .as("same view, same decision")
                .isEqualTo(last);
        check(look);
        tell();
        records = last.records();
        memory = last.memory();
        List<Call> made = callsLeave ? last.calls() : List.of();
        calls.addAll(made);
        for (Call call : made) {
            if (call instanceof Call.ToMesos toMesos) {
                mesos.receive(toMesos, now);
            } else if (call instanceof Call.ToElasticsearch toElasticsearch) {
                elasticsearch.receive(toElasticsearch);
            }
        }
        nodesFollowTasks();
    }

    /** A second node of one name is none to the fake Elasticsearch: it stands by until the first one is gone. */
    private void nodesFollowTasks() {
        Set<String> alive = mesos.alive().stream()
                .filter(elasticsearch::isNodeOf)
                .map(task -> task.member)
                .collect(Collectors.toSet());
        new HashSet<>(elasticsearch.started)
                .stream().filter(node -> !alive.contains(node)).forEach(elasticsearch::stop);
        mesos.visible().stream()
                .filter(task -> task.state == TaskState.STARTING || task.state == TaskState.RUNNING)
                .filter(task -> !elasticsearch.started.contains(task.member))
                .forEach(elasticsearch::start);
    }

    private void tell() {
        List<String> notable = last.calls().stream()
                .filter(call -> !(call instanceof Call.Acknowledge || call instanceof Call.SendSeedHosts))
                .map(World::brief)
                .toList();
        if (!notable.isEmpty()) {
            script.add(now + " " + notable);
        }
    }

    private static String brief(Call call) {
        if (call instanceof Call.Launch launch) {
            return "Launch " + launch.task().id() + " on "
                    + launch.offer().agent().id();
        }
        return call instanceof Call.Reconcile reconcile
                ? "Reconcile " + reconcile.tasks().size()
                : call.toString();
    }

    private void check(ElasticsearchView look) {
        Set<String> leaving = last.records().members().values().stream()
                .filter(Member::leaving)
                .map(Member::name)
                .collect(Collectors.toSet());
        for (Call call : last.calls()) {
            if (call instanceof Call.Kill kill) {
                checkKill(kill, look, leaving);
            }
            if (call instanceof Call.Launch launch) {
                checkLaunch(launch);
            }
        }
        assertThat(mesos.alive().stream().filter(task -> !isAbandoned(task)).count())
                .as("tasks alive\n" + this)
                .isLessThanOrEqualTo(last.records().members().size());
        long mastersStopping = last.records().members().values().stream()
                .filter(Member::masterEligible)
                .filter(member -> member.state() instanceof MemberState.Stopping)
                .count();
        assertThat(mastersStopping).as("masters stopping\n" + this).isLessThanOrEqualTo(1);
    }

    private boolean isAbandoned(FakeMesos.Task task) {
        return last.records().abandoned().containsKey(task.ref.id());
    }

    /** Nothing else of that member may live, save what was given up and has not been heard of again. */
    private void checkLaunch(Call.Launch launch) {
        mesos.alive().stream()
                .filter(task -> task.member.equals(launch.memberName()))
                .filter(task -> !(isAbandoned(task) && isSilent(task)))
                .forEach(task -> {
                    assertThat(isAbandoned(task) && member(task.member).home().isPresent())
                            .as("two tasks of one member: " + task.ref + " and " + launch.task() + "\n" + this)
                            .isTrue();
                });
    }

    private boolean isSilent(FakeMesos.Task task) {
        TaskUpdate said = last.memory().said().get(task.ref.id());
        return said == null || said.state().meaning() != TaskState.Meaning.ALIVE;
    }

    private void checkKill(Call.Kill kill, ElasticsearchView look, Set<String> leaving) {
        assertThat(look).as("kill without a look\n" + this).isInstanceOf(ElasticsearchView.Known.class);
        ElasticsearchView.Known known = (ElasticsearchView.Known) look;
        String member = kill.taskId().substring(0, kill.taskId().lastIndexOf('.'));
        Set<String> without = new HashSet<>(leaving);
        if (records.abandoned().containsKey(kill.taskId())) {
            assertThat(known.health()).as("surplus killed while red").isNotEqualTo(ElasticsearchView.Health.RED);
            without.add(member);
        } else {
            assertThat(leaving).as("kill of one that stays\n" + this).contains(member);
            assertThat(known.allocationExcludes()).contains(member);
        }
        elasticsearch.shards.forEach(shard -> assertThat(shard.copies.stream()
                        .filter(FakeElasticsearch.Copy::active)
                        .anyMatch(copy -> !without.contains(copy.node) && shard.inSync.contains(copy.node)))
                .as("last copy of " + shard.index + " killed with " + member + "\n" + this)
                .isTrue());
    }

    ScaleAnswer scale(int count, boolean confirmed) {
        ScaleAnswer answer = core.scale(records, memory, count, confirmed, now);
        script.add(now + " scale to " + count + ": " + answer.getClass().getSimpleName());
        if (answer instanceof ScaleAnswer.Accepted accepted) {
            records = accepted.records();
        }
        return answer;
    }

    World until(String what, Predicate<World> reached) {
        return until(what, reached, Duration.ofMinutes(10));
    }

    World until(String what, Predicate<World> reached, Duration within) {
        for (long i = 0; i < within.toSeconds(); i++) {
            if (reached.test(this)) {
                return this;
            }
            step();
        }
        return fail("never reached: " + what + "\n" + this);
    }

    World untilSettledAt(int count) {
        return until(count + " members, green, nothing left over", world -> world.isSettledAt(count));
    }

    boolean isSettledAt(int count) {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            names.add("es-default-" + i);
        }
        return records.members().keySet().equals(names)
                && records.members().values().stream()
                        .allMatch(member -> member.state() instanceof MemberState.Running && !member.leaving())
                && mesos.visible().size() == count
                && elasticsearch.joined.keySet().equals(names)
                && elasticsearch.health() == ElasticsearchView.Health.GREEN
                        | (count == 1 && elasticsearch.health() != ElasticsearchView.Health.RED)
                && elasticsearch.excludes.isEmpty()
                && elasticsearch.votingExclusions.isEmpty()
                && records.operation()
                        .filter(operation -> operation.status() == Operation.Status.RUNNING)
                        .isEmpty();
    }

    Member member(String name) {
        return records.members().get(name);
    }

    List<String> waits() {
        return last.waits().stream().map(Wait::name).distinct().toList();
    }

    void killNode(String member) {
        script.add(now + " node of " + member + " dies");
        FakeMesos.Task task = mesos.visible().stream()
                .filter(elasticsearch::isNodeOf)
                .filter(candidate -> candidate.member.equals(member))
                .findFirst()
                .orElseThrow();
        mesos.end(task, TaskState.FAILED, "node died");
        elasticsearch.stop(member);
    }

    /** The agent and its nodes are cut off from everything, or dead: nobody outside can tell. */
    void cutOff(String agent) {
        script.add(now + " " + agent + " is cut off");
        mesos.loseAgent(agent);
        mesos.on(agent).stream().filter(elasticsearch::isNodeOf).forEach(task -> elasticsearch.stop(task.member));
    }

    /** It comes back with everything that ran on it. */
    void comesBack(String agent) {
        script.add(now + " " + agent + " comes back");
        mesos.returnAgent(agent);
    }

    void markGone(String agent) {
        script.add(now + " " + agent + " is marked as gone");
        mesos.on(agent).stream().filter(elasticsearch::isNodeOf).forEach(task -> elasticsearch.stop(task.member));
        mesos.markGone(agent);
    }

    String agentOf(String member) {
        return member(member).task().orElseThrow().agent().id();
    }

    String taskOf(String member) {
        return member(member).task().orElseThrow().id();
    }

    void pass(Duration time) {
        for (long i = 0; i < time.toSeconds(); i++) {
            step();
        }
    }

    @Override
    public String toString() {
        String members = records.members().values().stream()
                .sorted(Comparator.comparingInt(Member::ordinal))
                .map(member -> member.name() + " " + member.state().getClass().getSimpleName()
                        + (member.leaving() ? " (leaving)" : ""))
                .collect(Collectors.joining("; "));
        String shards = elasticsearch.shards.stream()
                .map(shard -> shard.index
                        + shard.copies.stream()
                                .map(copy -> copy.node + ":" + copy.state + (copy.primary ? "*" : ""))
                                .toList())
                .collect(Collectors.joining(" "));
        String abandoned = records.abandoned().keySet().toString();
        return String.join("\n", script.subList(Math.max(0, script.size() - 60), script.size())) + "\nmembers: "
                + members + "\njoined: " + elasticsearch.joined + " votes: " + elasticsearch.votingConfiguration
                + " voting exclusions: " + elasticsearch.votingExclusions + " excludes: " + elasticsearch.excludes
                + "\nshards: " + shards + "\noperation: " + records.operation() + "\nabandoned: " + abandoned
                + "\nwaits: "
                + (last == null ? "" : last.waits());
    }
}
