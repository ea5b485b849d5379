package org.mesoselk.cli.chaos;

/** What can be hit. */
enum Component {
    ELASTICSEARCH("the Elasticsearch process"),
    EXECUTOR("the executor"),
    AGENT("an agent"),
    LEADER("the leading scheduler"),
    STANDBY("a standby scheduler"),
    MASTER("a master"),
    ZOOKEEPER("ZooKeeper");

    private final String title;

    Component(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Whether a member is away while this is. */
    boolean takesMember() {
        return this == ELASTICSEARCH || this == EXECUTOR;
    }
}
