package org.mesoselk.commons.logstash;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of {@link OfficialLogstash#secretFiles()}. They become variables in the environment of Logstash's process, so that
 * none may be one by which its launcher, its JVM or the system's loader is told what to do.
 */
public final class SecretNames {

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

    private static final Set<String> OWNED = Set.of(
            "PATH",
            "HOME",
            "LANG",
            "TZ",
            "TMPDIR",
            "SHELL",
            "ENV",
            "BASH_ENV",
            "IFS",
            "CLASSPATH",
            "RUBYOPT",
            "RUBYLIB",
            "LOGSTASH_HOME",
            "LOGSTASH_KEYSTORE_PASS",
            "JDK_JAVA_OPTIONS",
            "_JAVA_OPTIONS",
            "ELASTICSEARCH_HOSTS");

    /** Of the loader, the locale, Logstash's launcher, the JVM, Ruby, and of what an executor says of its agent. */
    private static final List<String> OWNED_PREFIXES =
            List.of("LD_", "LC_", "LS_", "JAVA_", "JRUBY_", "GEM_", "BUNDLE_", "MESOS_");

    /** What an executor makes of the files in {@link LogstashTask.Access}. */
    private static final Set<String> OF_ACCESS =
            Set.of("ELASTICSEARCH_USER", "ELASTICSEARCH_PASSWORD", "ELASTICSEARCH_API_KEY", "ELASTICSEARCH_CA");

    private SecretNames() {}

    /** @return a clause about why it can be none */
    public static Optional<String> fault(String name) {
        if (!VARIABLE.matcher(name).matches()) {
            return Optional.of("'" + name
                    + "' is no name of an environment variable: use letters, digits and '_', no digit first");
        }
        return OWNED.contains(name) || OWNED_PREFIXES.stream().anyMatch(name::startsWith)
                ? Optional.of(name + " is a variable that Logstash or its executor uses itself: choose another name")
                : Optional.empty();
    }

    /** @return a clause when the name is one that has an option of its own */
    public static Optional<String> accessFault(String name) {
        return OF_ACCESS.contains(name)
                ? Optional.of(name + " is what --elasticsearch-credentials-file, --elasticsearch-api-key-file and"
                        + " --elasticsearch-ca-file set: use them, or choose another name")
                : Optional.empty();
    }
}
