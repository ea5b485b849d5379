package org.mesoselk.simulator.check;

import java.util.Optional;
import java.util.Set;
import org.mesoselk.commons.elastic.ElasticsearchTask;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Payload;
import org.mesoselk.simulator.scheduler.Installation;
import org.mesoselk.simulator.scheduler.Process;
import org.mesoselk.simulator.world.Violation;

/** A launch: stored before, never of a member that was told to stop, never one that could form a second cluster. */
final class LaunchRules {
    private final Stored stored;
    private final Installation installation;

    LaunchRules(Stored stored, Installation installation) {
        this.stored = stored;
        this.installation = installation;
    }

    void check(Process by, Call.Launch launch, Set<String> toldToStop) {
        String id = launch.task().id();
        if (toldToStop.contains(launch.memberName())) {
            throw new Violation("leaving-restarted", id + " is launched though its member was told to stop");
        }
        Optional<String> uuid = stored.uuid();
        ElasticsearchTask told = Payload.Elasticsearch.in(launch);
        boolean mayForm = !told.initialMasterNodes().isEmpty();
        if (uuid.isPresent() && (mayForm || !told.clusterUuid().equals(uuid))) {
            throw new Violation(
                    "bootstrap-after-uuid",
                    id + " is launched with the initial masters " + told.initialMasterNodes() + ", recorded is "
                            + uuid.get());
        }
        if (!installation.isLatest(by)) {
            // Mesos refuses it from whoever is not subscribed any more, and its records are its successor's by now.
            return;
        }
        Optional<Stored.Row> row = stored.member(launch.memberName());
        if (row.filter(stored -> stored.task().equals(id)).isEmpty()) {
            throw new Violation("launch-before-write", id + " is launched, stored is " + row);
        }
        boolean returnsToData = row.get().home().equals(launch.offer().agent().hostname());
        if (row.get().isLeaving() && !returnsToData) {
            throw new Violation(
                    "leaving-restarted",
                    id + " is launched on " + launch.offer().agent().hostname() + " though it leaves: " + row);
        }
    }
}
