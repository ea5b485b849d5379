package org.mesoselk.simulator.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mesoselk.commons.elastic.HasData;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Operation;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.runtime.Published;
import org.mesoselk.simulator.elasticsearch.Cluster;
import org.mesoselk.simulator.elasticsearch.Holdings;
import org.mesoselk.simulator.mesos.Fleet;
import org.mesoselk.simulator.mesos.Task;
import org.mesoselk.simulator.scheduler.Installation;
import org.mesoselk.simulator.scheduler.Process;

/** What is to be there in the end, when nothing goes wrong any more. */
public final class Target {
    private final Fleet fleet;
    private final Cluster cluster;
    private final Installation installation;

    public Target(Fleet fleet, Cluster cluster, Installation installation) {
        this.fleet = fleet;
        this.cluster = cluster;
        this.installation = installation;
    }

    /** Mostly it is seen at once that it is not, and nobody wants to know why. */
    public boolean isReached() {
        boolean isClear = installation
                .leader()
                .map(process -> process.board().read().records())
                .filter(records -> records.members().values().stream()
                        .allMatch(member -> member.state() instanceof MemberState.Running && !member.leaving()))
                .isPresent();
        return isClear && unreached().isEmpty();
    }

    /** What is not yet as wanted; empty when all is. */
    public List<String> unreached() {
        Optional<Published> published =
                installation.leader().map(process -> process.board().read());
        if (published.filter(Published::deciding).isEmpty()) {
            return List.of("no scheduler decides");
        }
        Records records = published.get().records();
        Set<String> wanted = wanted(records);
        List<String> unreached = new ArrayList<>();
        if (!records.members().keySet().equals(wanted)) {
            unreached.add("members are " + records.members().keySet() + ", wanted are " + wanted);
        }
        records.members().values().stream()
                .filter(member -> member.leaving() || !(member.state() instanceof MemberState.Running))
                .forEach(member -> unreached.add(member.name() + " is " + member.state() + ", " + member.goal()));
        List<String> alive = fleet.alive().stream().map(Task::member).sorted().toList();
        if (!alive.equals(List.copyOf(wanted))) {
            unreached.add("alive are " + fleet.alive());
        }
        if (records.operation()
                .filter(operation -> operation.status() == Operation.Status.RUNNING)
                .isPresent()) {
            unreached.add("unfinished is " + records.operation());
        }
        unreached.addAll(ReservationRules.unsettled(records, fleet));
        elasticsearch(wanted, unreached);
        return unreached;
    }

    private void elasticsearch(Set<String> wanted, List<String> unreached) {
        Holdings holdings = cluster.holdings();
        if (!holdings.joinedNames().equals(wanted)) {
            unreached.add("in the cluster are " + holdings.joinedNames());
        }
        if (!cluster.excludes().isEmpty() || !cluster.votingExclusions().isEmpty()) {
            unreached.add("excluded are " + cluster.excludes() + ", from voting " + cluster.votingExclusions());
        }
        unreached.addAll(holdings.missing());
    }

    private static String brief(Member member) {
        return member.name() + " " + member.state().getClass().getSimpleName()
                + (member.leaving() ? " leaving" : "")
                + member.task()
                        .map(task -> " " + task.id() + " on " + task.agent().hostname())
                        .orElse("")
                + member.home()
                        .map(home ->
                                (member.data() == HasData.UNKNOWN ? ", perhaps home " : ", home ") + home.hostname())
                        .orElse("")
                + (member.failures() > 0 ? ", " + member.failures() + " failures" : "");
    }

    private static Set<String> wanted(Records records) {
        Set<String> wanted = new TreeSet<>();
        for (int ordinal = 0; ordinal < ElasticsearchSpec.of(records).nodeSet().count(); ordinal++) {
            wanted.add("es-" + ElasticsearchSpec.of(records).nodeSet().name() + "-" + ordinal);
        }
        return wanted;
    }

    /** Everything, for whoever has to find out why. */
    public String tell() {
        return installation
                        .leader()
                        .map(Process::board)
                        .map(board -> "members: "
                                + String.join(
                                        "\n    ",
                                        board.read().records().members().values().stream()
                                                .map(Target::brief)
                                                .toList())
                                + "\noperation: " + board.read().records().operation() + "\nwaits: "
                                + String.join(
                                        "\n    ",
                                        board.read().waits().stream()
                                                .map(Object::toString)
                                                .toList()))
                        .orElse("no scheduler leads")
                + "\n" + fleet.tell() + "\n" + cluster.holdings().tell();
    }
}
