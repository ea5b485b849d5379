package org.mesoselk.simulator.check;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Node;
import org.mesoselk.scheduler.core.model.ElasticsearchView.ShardCopy;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.simulator.elasticsearch.Cluster;
import org.mesoselk.simulator.elasticsearch.Looks.Seen;
import org.mesoselk.simulator.elasticsearch.Looks.Shrinking;
import org.mesoselk.simulator.mesos.Fleet;
import org.mesoselk.simulator.mesos.Task;
import org.mesoselk.simulator.scheduler.Process;
import org.mesoselk.simulator.world.Violation;

/** A kill: of a member whose end is stored, in a tick with a look that says, by an own reckoning, that it is safe. */
final class KillRules {
    private final Stored stored;
    private final Fleet fleet;
    private final Cluster cluster;

    KillRules(Stored stored, Fleet fleet, Cluster cluster) {
        this.stored = stored;
        this.fleet = fleet;
        this.cluster = cluster;
    }

    void check(Process by, Call.Kill kill) {
        Optional<Task> alive = fleet.alive().stream()
                .filter(task -> task.id().equals(kill.taskId()))
                .findFirst();
        if (alive.isEmpty()) {
            return;
        }
        String name = Stored.memberOfTask(kill.taskId());
        if (stored.isAbandoned(kill.taskId())) {
            surplus(by, kill, name);
            return;
        }
        Optional<Stored.Row> row = stored.member(name);
        if (row.isEmpty() || !row.get().isLeaving()) {
            throw new Violation("kill-of-one-that-stays", kill.taskId() + " is killed, stored is " + row);
        }
        if (!row.get().state().equals("STOPPING") || !row.get().task().equals(kill.taskId())) {
            throw new Violation("kill-before-write", kill.taskId() + " is killed, stored is " + row);
        }
        Seen seen = look(by, kill);
        Set<String> leaving = leaving(by);
        copiesElsewhere(kill, (Known) seen.view(), leaving);
        documentsElsewhere(kill, seen, leaving);
        quorumWithout(kill, name, (Known) seen.view(), leaving);
        searchesElsewhere(kill, alive.get());
    }

    /** It was given up by all copies, and is waited for by those who had begun before. */
    private void searchesElsewhere(Call.Kill kill, Task task) {
        Optional.ofNullable(task.node()).flatMap(cluster.searches()::leftOn).ifPresent(search -> {
            throw new Violation("search-cut", kill.taskId() + " is killed, and with it " + search);
        });
    }

    /** It shares its name with its member's node: what only nodes of that name hold may be on either. */
    private static void surplus(Process by, Call.Kill kill, String name) {
        Seen seen = look(by, kill);
        Set<String> without = leaving(by);
        without.add(name);
        copiesElsewhere(kill, (Known) seen.view(), without);
        documentsElsewhere(kill, seen, without);
    }

    private static Seen look(Process by, Call.Kill kill) {
        return by.look()
                .filter(look -> look.view() instanceof Known)
                .orElseThrow(() -> new Violation(
                        "kill-without-look",
                        kill.taskId() + " is killed in a tick without a look that says anything: " + by.look()));
    }

    private static Set<String> leaving(Process by) {
        Set<String> leaving = new HashSet<>();
        by.board().read().records().members().values().stream()
                .filter(Member::leaving)
                .forEach(member -> leaving.add(member.name()));
        return leaving;
    }

    private static void copiesElsewhere(Call.Kill kill, Known look, Set<String> leaving) {
        Set<String> all = new HashSet<>();
        Set<String> safe = new HashSet<>();
        Set<String> served = new HashSet<>();
        for (ShardCopy copy : look.copies()) {
            String shard = copy.index() + copy.shard();
            boolean active = copy.state() == ShardCopy.State.STARTED || copy.state() == ShardCopy.State.RELOCATING;
            all.add(shard);
            if (active && copy.primary()) {
                served.add(shard);
            }
            if (active && copy.inSync() && !leaving.contains(copy.node().orElse(""))) {
                safe.add(shard);
            }
        }
        all.removeIf(shard -> safe.contains(shard) && served.contains(shard));
        if (!all.isEmpty()) {
            throw new Violation(
                    "last-copy-killed",
                    kill.taskId() + " is killed though " + all + " have no in-sync started copy outside " + leaving);
        }
    }

    /** The same by what really was on disks when the look was taken, and was to stay there. */
    private static void documentsElsewhere(Call.Kill kill, Seen seen, Set<String> leaving) {
        seen.holders().forEach((shard, holders) -> {
            Set<String> outside = new HashSet<>(holders);
            outside.removeAll(leaving);
            Optional<Shrinking> shrinking = Optional.ofNullable(seen.shrinking().get(shard));
            boolean allMayGo = shrinking
                    .filter(about -> !outside.contains(about.primary()) && outside.size() <= about.copies())
                    .isPresent();
            if (!holders.isEmpty() && (outside.isEmpty() || allMayGo)) {
                throw new Violation(
                        "last-copy-killed",
                        kill.taskId() + " is killed though all documents of " + shard + " are on " + holders + " only"
                                + shrinking
                                        .map(about -> ", and Elasticsearch is about to take " + about + " away")
                                        .orElse(""));
            }
        });
    }

    private static void quorumWithout(Call.Kill kill, String name, Known look, Set<String> leaving) {
        Optional<Node> node = look.node(name).filter(Node::masterEligible);
        if (node.isEmpty()) {
            return;
        }
        long voters = look.nodes().stream()
                .filter(other -> !leaving.contains(other.name()))
                .filter(other -> look.votingConfiguration().contains(other.id()))
                .count();
        if (look.votingConfiguration().contains(node.get().id())
                || 2 * voters <= look.votingConfiguration().size()) {
            throw new Violation(
                    "quorum-broken",
                    kill.taskId() + " is killed, voters " + look.votingConfiguration() + ", leaving " + leaving);
        }
        if (!look.votingExclusions().contains(name)) {
            throw new Violation("quorum-broken", kill.taskId() + " is killed without a voting exclusion");
        }
    }
}
