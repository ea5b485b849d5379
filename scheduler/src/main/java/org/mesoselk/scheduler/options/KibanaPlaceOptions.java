package org.mesoselk.scheduler.options;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mesoselk.commons.kibana.KibanaTask.Distribution;

/**
 * Where Kibana is on the agents, and what runs it.
 *
 * @param home directory of Kibana on the agents
 * @param url archive that Mesos fetches
 * @param image Docker image, in which executors run
 * @param readable folders of the agents' hosts that a container gets to read
 */
public record KibanaPlaceOptions(
        Optional<String> home,
        Optional<URI> url,
        Optional<String> image,
        Optional<String> nodeHome,
        Optional<String> runAs,
        Optional<String> javaHome,
        SortedSet<String> readable) {
    static final String HOME = "--kibana-home";
    static final String URL = "--kibana-url";
    static final String IMAGE = "--kibana-image";

    private static final String JAVA_HOME = "--java-home";
    private static final String NODE_HOME = "--node-home";
    /** Where official images have Kibana. */
    private static final String HOME_IN_IMAGE = "/usr/share/kibana";

    private static final List<String> FILES = List.of(
            "--elasticsearch-ca-file",
            "--elasticsearch-credentials-file",
            "--elasticsearch-token-file",
            "--agent-ca-file",
            "--agent-cert-file",
            "--agent-key-file");

    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*(:[A-Za-z0-9_.-]+)?");

    static KibanaPlaceOptions from(Values values) {
        List<String> given = Stream.of(HOME, URL, IMAGE).filter(values::isGiven).toList();
        if (given.size() != 1) {
            values.fault("exactly one of " + HOME + ", " + URL + " and " + IMAGE + " must be given: "
                    + (given.isEmpty() ? "none is" : String.join(" and ", given) + " are"));
        }
        List.of(HOME, JAVA_HOME, NODE_HOME).forEach(flag -> AgentPath.check(values, flag));
        values.one("--run-as")
                .filter(user -> !USER.matcher(user.value()).matches())
                .ifPresent(user -> values.fault(
                        user.origin() + ": must be a user name, or a numeric uid with or without :gid, e.g. kibana"));
        Optional<String> image = values.text(IMAGE);
        return new KibanaPlaceOptions(
                values.text(HOME),
                values.one(URL).flatMap(one -> Urls.fetchable(values, one)),
                image,
                values.text(NODE_HOME),
                values.text("--run-as"),
                values.text(JAVA_HOME),
                image.isPresent() ? readable(values) : new TreeSet<>());
    }

    /** No official image of Kibana has a JVM: the agent's own is shown to the container. */
    private static SortedSet<String> readable(Values values) {
        MountedFolders folders = new MountedFolders(values, IMAGE, HOME_IN_IMAGE);
        folders.checkImage("docker.elastic.co/kibana/kibana:8.19.0");
        if (values.one(JAVA_HOME).isEmpty()) {
            values.fault(IMAGE + " needs " + JAVA_HOME + ": a JDK on the agents for the executor, which the container"
                    + " gets to read under the same path; images of Kibana have none");
        }
        SortedSet<String> readable = new TreeSet<>();
        for (String flag : List.of(JAVA_HOME, NODE_HOME)) {
            values.one(flag).flatMap(one -> folders.folder(one, one.value())).ifPresent(readable::add);
        }
        for (String flag : FILES) {
            values.one(flag)
                    .flatMap(one -> folders.folder(one, MountedFolders.parent(one.value())))
                    .ifPresent(readable::add);
        }
        return readable;
    }

    /** What tasks are told of it. */
    Distribution distribution() {
        return new Distribution(
                home.or(() -> image.map(given -> HOME_IN_IMAGE)), url.map(Urls::fileName), nodeHome, runAs);
    }
}
