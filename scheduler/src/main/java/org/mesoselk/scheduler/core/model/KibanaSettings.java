package org.mesoselk.scheduler.core.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.mesoselk.commons.kibana.KibanaTask;
import org.mesoselk.commons.logstash.Fingerprint;

/**
 * What a scheduler of Kibana was started with.
 *
 * @param share what a task takes for its Kibana
 * @param executor what an executor takes besides its Kibana
 * @param constraints all must hold for an agent
 * @param uniqueHosts at most one instance of a group on one agent; else they are only spread
 * @param port of each instance
 * @param labels of tasks, in which {group}, {host}, {member} and {port} are filled in
 * @param groups those that Elasticsearch is known of
 * @param firstCount instances of a group that has not been there before
 * @param task as every executor gets it: name, port, endpoints, keys and an empty host are filled in at the launch
 * @param source URL or image of Kibana; only to tell instances of another
 * @param killGrace how long Kibana may take to bring what is under way to its end
 */
public record KibanaSettings(
        String frameworkName,
        String role,
        Optional<String> newFrameworkId,
        Duration killGrace,
        Resources share,
        Resources executor,
        List<Constraint> constraints,
        boolean uniqueHosts,
        PortChoice port,
        SortedMap<String, String> labels,
        SortedSet<String> groups,
        int firstCount,
        KibanaTask task,
        Optional<String> source)
        implements Settings {

    /** The group of {@code --elasticsearch-framework} or {@code --elasticsearch-endpoints}. */
    public static final String DEFAULT_GROUP = "default";

    private static final List<String> OWN_ADDRESSES = List.of("elasticsearch.hosts", "elasticsearch.url");

    /** Of all that reaches an instance only with its launch. The upgrade of a scheduler by itself replaces no task. */
    public String fingerprint() {
        return Fingerprint.ofGiven(
                Stream.concat(Stream.of(task, share, executor, killGrace.toMillis(), port, labels), source.stream())
                        .toList());
    }

    /** Whether Kibana is told by the operator where Elasticsearch is, so that nothing follows its members. */
    public boolean hasOwnAddresses() {
        return OWN_ADDRESSES.stream().anyMatch(task.settings()::containsKey);
    }
}
