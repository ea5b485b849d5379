package org.mesoselk.cli.up;

import java.util.List;
import java.util.Optional;
import org.mesoselk.cli.home.Settings;
import org.mesoselk.cli.local.Names;

/** Which options of a home can be changed when. */
final class Changes {

    private Changes() {}

    /** Why {@code wanted} cannot take the place of {@code stored}, with the remedy; empty when it can. */
    static Optional<String> fault(Settings stored, Settings wanted, List<String> running) {
        if (wanted.nodes() != stored.nodes() && stored.made()) {
            return Optional.of("This home was made with " + stored.nodes() + " nodes; with a cluster in it their number"
                    + " is changed by: elk scale elasticsearch " + wanted.nodes());
        }
        if (!running.isEmpty()
                && wanted.processes().schedulers() < stored.processes().schedulers()) {
            return Optional.of("This home runs with " + stored.processes().schedulers()
                    + " schedulers: to have fewer, elk down and then elk up with these options");
        }
        boolean mesosRuns = running.stream().anyMatch(Names::isMesos);
        if (mesosRuns && !sameMesosProcesses(stored, wanted)) {
            return Optional.of("The Mesos of this home runs "
                    + (stored.processes().separate() ? "as separate processes" : "in one process")
                    + ": to change that, elk down and then elk up with these options");
        }
        if (mesosRuns && !wanted.mesos().equals(stored.mesos())) {
            return Optional.of("The Mesos of this home runs with other options ("
                    + stored.mesos().agents() + " agents of "
                    + String.join(" ", stored.mesos().resources())
                    + "): to change them, elk down and then elk up with these options");
        }
        if (running.stream().anyMatch(Names::isScheduler) && !wanted.members().equals(stored.members())) {
            return Optional.of("The Elasticsearch scheduler of this home runs with other options: to change them,"
                    + " elk down and then elk up with these");
        }
        return Optional.empty();
    }

    private static boolean sameMesosProcesses(Settings stored, Settings wanted) {
        return wanted.processes().separate() == stored.processes().separate()
                && wanted.processes().masters() == stored.processes().masters();
    }
}
