package org.mesoselk.cli.up;

import java.util.List;
import java.util.Optional;
import org.mesoselk.cli.home.Settings;
import org.mesoselk.cli.home.Settings.KibanaSettings;
import org.mesoselk.cli.local.Framework;
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
        if (runs(Framework.ELASTICSEARCH, running) && !wanted.members().equals(stored.members())) {
            return Optional.of(otherOptions(Framework.ELASTICSEARCH));
        }
        Optional<String> logstash = runs(Framework.LOGSTASH, running) ? logstash(stored, wanted) : Optional.empty();
        return logstash.or(() -> kibana(stored, wanted, running));
    }

    private static Optional<String> kibana(Settings stored, Settings wanted, List<String> running) {
        KibanaSettings was = stored.kibana();
        KibanaSettings now = wanted.kibana();
        if (stored.made() && was.started() && now.started() && now.instances() != was.instances()) {
            return Optional.of("The Kibana of this home was made with " + was.instances()
                    + " instances: their number is changed by: elk scale kibana " + now.instances());
        }
        if (!runs(Framework.KIBANA, running)) {
            return Optional.empty();
        }
        if (!now.started()) {
            return Optional.of("The Kibana scheduler of this home runs: to leave it out, elk down and then elk up"
                    + " --without-kibana");
        }
        return now.equals(was) ? Optional.empty() : Optional.of(otherOptions(Framework.KIBANA));
    }

    private static Optional<String> logstash(Settings stored, Settings wanted) {
        if (!wanted.logstash().started()) {
            return Optional.of("The Logstash scheduler of this home runs: to leave it out, elk down and then elk up"
                    + " --without-logstash");
        }
        boolean same = wanted.logstash().options().equals(stored.logstash().options());
        return same ? Optional.empty() : Optional.of(otherOptions(Framework.LOGSTASH));
    }

    private static String otherOptions(Framework framework) {
        return "The " + framework.title() + " scheduler of this home runs with other options: to change them,"
                + " elk down and then elk up with these";
    }

    private static boolean runs(Framework framework, List<String> running) {
        return running.stream().anyMatch(name -> Names.isScheduler(framework, name));
    }

    private static boolean sameMesosProcesses(Settings stored, Settings wanted) {
        return wanted.processes().separate() == stored.processes().separate()
                && wanted.processes().masters() == stored.processes().masters();
    }
}
