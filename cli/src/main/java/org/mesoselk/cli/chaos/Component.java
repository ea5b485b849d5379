package org.mesoselk.cli.chaos;

/** What can be hit. */
enum Component {
    ELASTICSEARCH("the Elasticsearch process"),
    EXECUTOR("the executor"),
    AGENT("an agent"),
    LEADER("the leading scheduler"),
    STANDBY("a standby scheduler"),
    MASTER("a master"),
    ZOOKEEPER("ZooKeeper"),
    LOGSTASH_EXECUTOR("a Logstash executor"),
    LOGSTASH_LEADER("the leading Logstash scheduler");

    private final String title;

    Component(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Whether a member of the cluster is away while this is. */
    boolean takesMember() {
        return this == ELASTICSEARCH || this == EXECUTOR;
    }

    /** Whether its framework starts another one, so that nobody else has to. */
    boolean isReplaced() {
        return takesMember() || this == LOGSTASH_EXECUTOR;
    }
}
