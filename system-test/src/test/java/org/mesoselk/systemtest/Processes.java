package org.mesoselk.systemtest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds processes by what /proc says of them: their command line and environment. */
final class Processes {

    /** The main class of the stand-in. */
    private static final String LOGSTASH = "org.mesoselk.testsupport.logstash.StandIn";

    private Processes() {}

    /** @param text command line with spaces between arguments */
    record Found(long pid, String text, String environment) {

        /** Without the environment, which may hold what belongs in no log. */
        @Override
        public String toString() {
            return pid + " " + text;
        }

        /** Elasticsearch's server JVM (not the launcher before it) of one member. */
        boolean isElasticsearchOf(String member) {
            return isElasticsearch() && environment.contains(member);
        }

        boolean isExecutorOf(String member) {
            return isExecutor() && environment.contains("MESOS_EXECUTOR_ID=" + member + ".");
        }

        /** The executor of one member of the Logstash framework. */
        boolean isCollectorOf(String member) {
            return isCollector() && environment.contains("MESOS_EXECUTOR_ID=" + member + ".");
        }

        boolean isCollector() {
            return text.contains("executor-logstash") && text.contains("java") && isBelowAnExecutor();
        }

        /** The Logstash that the executor of one member runs, and not one that only tests pipelines. */
        boolean isLogstashOf(String member) {
            return text.contains(" " + LOGSTASH + " ")
                    && text.contains("/executors/" + member + ".")
                    && !text.contains("--config.test_and_exit");
        }

        /** The Node.js that is a member's Kibana. */
        boolean isKibanaOf(String member) {
            return text.contains("/bin/node ")
                    && text.contains("src/cli")
                    && (text + environment).contains("/executors/" + member + ".");
        }

        boolean isElasticsearch() {
            return text.contains("org.elasticsearch.server/org.elasticsearch.bootstrap.Elasticsearch")
                    // Before 8.0 it was no module.
                    || text.contains(" org.elasticsearch.bootstrap.Elasticsearch ")
                    || text.contains(" " + StandInElasticsearch.class.getName() + " ");
        }

        boolean isExecutor() {
            return text.contains("executor-elasticsearch") && text.contains("java") && isBelowAnExecutor();
        }

        /**
         * An executor, or what it started: Elasticsearch's launcher is given an environment of its own. A jar's name
         * tells nothing: the class path of the tests, which ZooKeeper's processes have too, names all of them.
         */
        boolean isOfAnExecutor() {
            return isBelowAnExecutor()
                    || isElasticsearch()
                    || text.contains("org.elasticsearch.launcher.CliToolLauncher");
        }

        private boolean isBelowAnExecutor() {
            return (" " + environment).contains(" MESOS_EXECUTOR_ID=");
        }
    }

    /** All live processes that name {@code root} in their command line or environment. */
    static List<Found> under(Path root) {
        return all().filter(found -> found.text().contains(root.toString())
                        || found.environment().contains(root.toString()))
                .filter(found -> found.pid() != ProcessHandle.current().pid())
                .toList();
    }

    private static Stream<Found> all() {
        return ProcessHandle.allProcesses()
                .map(handle -> new Found(handle.pid(), read(handle.pid(), "cmdline"), read(handle.pid(), "environ")));
    }

    private static String read(long pid, String file) {
        try {
            return new String(Files.readAllBytes(Path.of("/proc", Long.toString(pid), file)), StandardCharsets.UTF_8)
                    .replace('\0', ' ');
        } catch (IOException e) {
            // It has ended meanwhile, or it belongs to somebody else.
            return "";
        }
    }
}
