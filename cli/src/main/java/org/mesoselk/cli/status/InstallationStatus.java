package org.mesoselk.cli.status;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.cli.local.Framework;

/**
 * What can be known of an installation at one moment.
 *
 * @param processes those that run
 * @param missing names of those that do not
 * @param zookeeper zk://… of Mesos
 * @param frameworks all that there are
 */
public record InstallationStatus(
        String home,
        State state,
        Optional<String> mesosMaster,
        Optional<String> zookeeper,
        List<RunningProcess> processes,
        List<String> missing,
        Map<Framework, FrameworkView> frameworks) {

    /** As {@code elk status --json} names them. */
    public enum State {
        RUNNING,
        /** Some of it runs, but not all, or not yet all of it answers. */
        STARTING,
        STOPPED
    }

    public record RunningProcess(String name, long pid) {}

    public FrameworkView framework(Framework framework) {
        return frameworks.get(framework);
    }
}
