package org.mesoselk.cli.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.home.Settings;

/**
 * The schedulers' environment, as far as it differs on one machine from what the app definitions say for a cluster. An
 * empty value takes a variable away.
 *
 * @param zookeeper zk://HOST:PORT
 * @param elasticsearchHome the distribution that members run
 */
record SchedulerVariables(Home home, Settings settings, String zookeeper, Path elasticsearchHome) {

    static final String PREFIX = "MESOS_ELK_";

    /** What one framework has to be told of ZooKeeper and Mesos the other has to be told too. */
    private static final List<String> OF_ALL = List.of("zookeeper-", "mesos-", "agent-");

    Map<String, String> of(Framework framework) {
        Map<String, String> variables = new HashMap<>();
        put(variables, "zookeeper", zookeeper);
        put(variables, "mesos-master", zookeeper + "/mesos");
        put(variables, "java-home", System.getProperty("java.home"));
        switch (framework) {
            case ELASTICSEARCH -> elasticsearch(variables);
            case LOGSTASH -> logstash(variables);
        }
        return variables;
    }

    private void elasticsearch(Map<String, String> variables) {
        Settings.MemberSettings members = settings.members();
        put(variables, "nodes", Integer.toString(settings.nodes()));
        put(variables, "cpus", Double.toString(members.cpus()));
        put(variables, "memory", Integer.toString(members.memory()));
        put(variables, "heap", Integer.toString(members.heap()));
        put(variables, "disk", "2048");
        put(variables, "data-dir", home.data().toString());
        put(variables, "elasticsearch-home", elasticsearchHome.toString());
        put(variables, "elasticsearch-url", "");
        // Only the quick compiler: a node starts with a third less work, which counts where all share one machine.
        put(variables, "jvm-option", "-XX:TieredStopAtLevel=1");
        members.options().forEach((option, value) -> put(variables, option, value));
    }

    /** Follows the Elasticsearch framework: its name, its copies, and how it speaks to ZooKeeper and Mesos. */
    private void logstash(Map<String, String> variables) {
        put(variables, "registry-dir", home.registry().toString());
        Map<String, String> elasticsearch = settings.members().options();
        elasticsearch.forEach((option, value) -> {
            if (OF_ALL.stream().anyMatch(option::startsWith)) {
                put(variables, option, value);
            }
        });
        String name = elasticsearch.getOrDefault("framework-name", Framework.ELASTICSEARCH.key());
        put(variables, "elasticsearch-framework", name);
        if (elasticsearch.containsKey("replicas")) {
            put(variables, "replicas", elasticsearch.get("replicas"));
        }
        settings.logstash().options().forEach((option, value) -> put(variables, option, value));
    }

    private static void put(Map<String, String> variables, String option, String value) {
        variables.put(PREFIX + option.toUpperCase(Locale.ROOT).replace('-', '_'), value);
    }
}
