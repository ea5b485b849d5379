package org.mesoselk.executor.elasticsearch.preflight;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.mesoselk.commons.elastic.ElasticsearchTask;
import org.mesoselk.executor.elasticsearch.distribution.Home;
import org.mesoselk.executor.elasticsearch.version.VersionLine;

/** The JDK for the node: the one asked for, else the one that the distribution brings, else the executor's own. */
sealed interface JavaChoice {

    record Chosen(Path javaHome) implements JavaChoice {}

    record None(Fault fault) implements JavaChoice {}

    static JavaChoice choose(ElasticsearchTask task, Home home, VersionLine line, Path ownJava, Host host) {
        Optional<Path> asked = task.javaHome().map(Path::of);
        Path javaHome = asked.or(home::bundledJdk).orElse(ownJava);
        OptionalInt version = host.javaVersion(javaHome);
        if (version.isEmpty()) {
            return new None(Fault.lasting("There is no JDK in " + javaHome
                    + " that tells its version; give the path of a JDK " + wanted(line) + " as java home."));
        }
        if (version.getAsInt() < line.minimumJava()
                || version.getAsInt() > line.maximumJava().orElse(Integer.MAX_VALUE)) {
            return new None(Fault.lasting("The JDK in " + javaHome + " is version " + version.getAsInt()
                    + ", and Elasticsearch " + home.version() + " needs " + wanted(line)
                    + "; give the path of such a JDK as java home, or a distribution that brings its own."));
        }
        return new Chosen(javaHome);
    }

    private static String wanted(VersionLine line) {
        return line.maximumJava().isPresent()
                ? line.minimumJava() + " to " + line.maximumJava().getAsInt()
                : line.minimumJava() + " or newer";
    }
}
