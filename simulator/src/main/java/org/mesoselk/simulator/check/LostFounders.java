package org.mesoselk.simulator.check;

import java.util.List;
import org.mesoselk.simulator.elasticsearch.Cluster;
import org.mesoselk.simulator.mesos.Fleet;
import org.mesoselk.simulator.scheduler.Installation;

/**
 * Hosts of founders that are gone for good before anybody heard whether the cluster had formed. Nobody can know then, and the
 * scheduler must not guess: it is an operator's work, and the scheduler has to say so.
 */
public final class LostFounders {
    private final Stored stored;
    private final Fleet fleet;
    private final Cluster cluster;
    private final Installation installation;

    LostFounders(Stored stored, Fleet fleet, Cluster cluster, Installation installation) {
        this.stored = stored;
        this.fleet = fleet;
        this.cluster = cluster;
        this.installation = installation;
    }

    /** So many that the others can neither form the cluster nor elect its master. */
    public boolean areTooMany() {
        List<String> founders = stored.founders();
        return !founders.isEmpty()
                && stored.uuid().isEmpty()
                && (2 * lost().size() >= founders.size()
                        || !lost().isEmpty() && !cluster.holdings().canElect());
    }

    /** The leader says so of one of them. */
    public boolean areTold() {
        List<String> lost = lost();
        return installation.leader().stream()
                .flatMap(process -> process.board().read().waits().stream())
                .anyMatch(wait -> wait.name().equals("founder-unknown") && lost.contains(wait.subject()));
    }

    private List<String> lost() {
        return stored.founders().stream()
                .filter(name -> stored.member(name)
                        .filter(row -> isDestroyed(row.home()) || isDestroyed(row.taskHost()))
                        .isPresent())
                .toList();
    }

    private boolean isDestroyed(String host) {
        return fleet.agents().stream()
                .anyMatch(agent -> agent.isDestroyed() && agent.host().equals(host));
    }
}
