package org.mesoselk.cli.status;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.mesoselk.cli.api.FrameworkStatus;

/**
 * What can be known of an installation at one moment.
 *
 * @param processes those that run
 * @param missing names of those that do not
 * @param zookeeper zk://… of Mesos
 */
public record InstallationStatus(
        String home,
        State state,
        Optional<String> mesosMaster,
        Optional<String> zookeeper,
        List<RunningProcess> processes,
        List<String> missing,
        Optional<URI> elasticsearchApi,
        Elasticsearch elasticsearch) {

    /** As {@code elk status --json} names them. */
    public enum State {
        RUNNING,
        /** Some of it runs, but not all, or not yet all of it answers. */
        STARTING,
        STOPPED
    }

    public record RunningProcess(String name, long pid) {}

    /** The framework, as far as its scheduler could be asked. */
    public sealed interface Elasticsearch {
        record Known(FrameworkStatus status) implements Elasticsearch {}

        /** @param sentence why it is not known, with the remedy */
        record Unknown(String reason, String sentence) implements Elasticsearch {}
    }
}
