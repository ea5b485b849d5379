package org.mesoselk.cli.local;

/** The frameworks that an installation can have. */
public enum Framework {
    ELASTICSEARCH("elasticsearch", "Elasticsearch"),
    LOGSTASH("logstash", "Logstash"),
    KIBANA("kibana", "Kibana");

    private final String key;
    private final String title;

    Framework(String key, String title) {
        this.key = key;
        this.title = title;
    }

    /** Of its app definition, of the scheduler's command, and in {@code elk status --json}. */
    public String key() {
        return key;
    }

    public String title() {
        return title;
    }

    /** The name of its first scheduler's process. */
    public String scheduler() {
        return "scheduler-" + key;
    }

    /** The name of the executor's jar, which is a part of the executor's command line. */
    String executorJar() {
        return "executor-" + key + "-all.jar";
    }
}
