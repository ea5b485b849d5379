package org.mesoselk.cli.local;

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
 */
record SchedulerVariables(Home home, Settings settings, String zookeeper, Builds builds) {

    static final String PREFIX = "MESOS_ELK_";

    /** Elasticsearch 5 has no data streams. */
    private static final String DAILY_INDEX = "mesos-logs-%{+yyyy.MM.dd}";

    /** MiB of an instance: one of 5.1 takes 200, one of 8 several times that. */
    private static final int STACK_KIBANA_MB = 512;

    private static final int KIBANA_MB = 1024;

    /** What one framework has to be told of ZooKeeper and Mesos the others have to be told too. */
    private static final List<String> OF_ALL = List.of("zookeeper-", "mesos-", "agent-");

    Map<String, String> of(Framework framework) {
        Map<String, String> variables = new HashMap<>();
        put(variables, "zookeeper", zookeeper);
        put(variables, "mesos-master", zookeeper + "/mesos");
        put(variables, "java-home", System.getProperty("java.home"));
        switch (framework) {
            case ELASTICSEARCH -> elasticsearch(variables);
            case LOGSTASH -> logstash(variables);
            case KIBANA -> kibana(variables);
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
        put(variables, "elasticsearch-home", builds.elasticsearch().toString());
        put(variables, "elasticsearch-url", "");
        // Only the quick compiler: a node starts with a third less work, which counts where all share one machine.
        put(variables, "jvm-option", "-XX:TieredStopAtLevel=1");
        members.options().forEach((option, value) -> put(variables, option, value));
    }

    private void logstash(Map<String, String> variables) {
        put(variables, "registry-dir", home.registry().toString());
        followElasticsearch(variables);
        Map<String, String> elasticsearch = settings.members().options();
        if (elasticsearch.containsKey("replicas")) {
            put(variables, "replicas", elasticsearch.get("replicas"));
        }
        if (settings.stack().isPresent()) {
            put(variables, "index", DAILY_INDEX);
        }
        settings.logstash().options().forEach((option, value) -> put(variables, option, value));
    }

    private void kibana(Map<String, String> variables) {
        followElasticsearch(variables);
        put(variables, "instances", Integer.toString(settings.kibana().instances()));
        builds.kibana().ifPresent(kibana -> put(variables, "kibana-home", kibana.toString()));
        put(variables, "kibana-url", "");
        put(variables, "host", "127.0.0.1");
        put(variables, "memory", Integer.toString(settings.stack().isPresent() ? STACK_KIBANA_MB : KIBANA_MB));
        settings.kibana().options().forEach((option, value) -> put(variables, option, value));
    }

    /** Its name, and how it speaks to ZooKeeper and Mesos. */
    private void followElasticsearch(Map<String, String> variables) {
        Map<String, String> elasticsearch = settings.members().options();
        elasticsearch.forEach((option, value) -> {
            if (OF_ALL.stream().anyMatch(option::startsWith)) {
                put(variables, option, value);
            }
        });
        String name = elasticsearch.getOrDefault("framework-name", Framework.ELASTICSEARCH.key());
        put(variables, "elasticsearch-framework", name);
    }

    private static void put(Map<String, String> variables, String option, String value) {
        variables.put(PREFIX + option.toUpperCase(Locale.ROOT).replace('-', '_'), value);
    }
}
