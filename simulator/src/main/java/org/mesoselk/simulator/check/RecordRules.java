package org.mesoselk.simulator.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Health;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.simulator.check.Stored.Row;
import org.mesoselk.simulator.mesos.Fleet;
import org.mesoselk.simulator.mesos.Task;
import org.mesoselk.simulator.scheduler.Installation;
import org.mesoselk.simulator.scheduler.Process;
import org.mesoselk.simulator.world.Violation;
import org.mesoselk.simulator.zookeeper.Ensemble;

/** Changes of members' records: none gives up documents, none goes back on a stop, none is forgotten too early. */
final class RecordRules implements Ensemble.Watcher {
    private final Stored stored;
    private final Fleet fleet;
    private final Documents documents;
    private final Installation installation;
    private final Set<String> toldToStop = new TreeSet<>();

    RecordRules(Stored stored, Fleet fleet, Documents documents, Installation installation) {
        this.stored = stored;
        this.fleet = fleet;
        this.documents = documents;
        this.installation = installation;
    }

    /** Members that a kill has left for and whose record is still there. */
    Set<String> toldToStop() {
        return toldToStop;
    }

    void ordered(Call.Kill kill) {
        if (!stored.isAbandoned(kill.taskId())) {
            toldToStop.add(Stored.memberOfTask(kill.taskId()));
        }
    }

    void destroyed() {
        documents.excuse();
    }

    @Override
    public void changed(String path, byte[] before, byte[] after) {
        Optional<String> member = stored.memberOf(path);
        if (member.isEmpty() || before == null) {
            return;
        }
        String name = member.get();
        Row was = stored.row(before);
        if (after == null) {
            removed(name, was);
        } else {
            changed(name, was, stored.row(after));
        }
    }

    private void changed(String name, Row was, Row is) {
        boolean wasStopping = was.isLeaving()
                && (was.state().equals("STOPPING") || was.state().equals("STOPPED"));
        boolean isStopping =
                is.isLeaving() && (is.state().equals("STOPPING") || is.state().equals("STOPPED"));
        if (was.state().equals("STOPPED") && comesBack(name, was, is)) {
            toldToStop.remove(name);
        } else if (wasStopping && !isStopping) {
            throw new Violation("leaving-restarted", name + " was " + was + " and is " + is);
        }
        boolean moved = !was.home().isEmpty() && !was.home().equals(is.home());
        if (isStopping && !wasStopping || moved) {
            keepsDocuments(name, moved ? "was moved from " + was.home() + " to " + is.home() : "is told to stop");
        }
    }

    /** It has ended, and what it has on its disk is needed after all. */
    private boolean comesBack(String name, Row was, Row is) {
        return is.state().equals("PENDING")
                && is.home().equals(was.home())
                && (documents.isOneMissing() || wasOneMissing())
                && fleet.alive().stream().noneMatch(task -> task.member().equals(name));
    }

    /** By the look of this turn: it may have come while ZooKeeper was slow. */
    private boolean wasOneMissing() {
        return installation.leader().flatMap(Process::look).stream()
                .anyMatch(look -> look.view() instanceof Known known && known.health() == Health.RED);
    }

    private void removed(String name, Row was) {
        toldToStop.remove(name);
        for (Task task : fleet.alive()) {
            boolean canBeKnown = task.agent().canBeKnown();
            if (task.member().equals(name) && canBeKnown && !stored.isAbandoned(task.id())) {
                throw new Violation(
                        "record-cleared-too-early", name + " is forgotten while " + task + " is alive: " + was);
            }
        }
        keepsDocuments(name, "is forgotten");
    }

    private void keepsDocuments(String name, String what) {
        List<String> lost = documents.givenUpWith(name);
        if (lost.isEmpty()) {
            return;
        }
        // What the look of this tick showed elsewhere may have been taken by a fault since.
        boolean shown = installation.leader().flatMap(process -> process.look()).stream()
                .anyMatch(look -> lost.stream()
                        .allMatch(shard -> look.holders().getOrDefault(shard, Set.of()).stream()
                                .anyMatch(holder -> !holder.equals(name)
                                        && stored.member(holder)
                                                .filter(row -> !row.isLeaving())
                                                .isPresent())));
        if (shown) {
            documents.excuse(lost);
            return;
        }
        throw new Violation(
                "documents-lost", name + " " + what + ", but no member that stays holds all documents of " + lost);
    }
}
