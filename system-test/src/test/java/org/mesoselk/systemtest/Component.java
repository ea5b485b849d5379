package org.mesoselk.systemtest;

/** What is hit. */
enum Component {
    ELASTICSEARCH("the Elasticsearch process"),
    EXECUTOR("the executor"),
    AGENT("an agent that comes back"),
    AGENT_LOST("an agent that never comes back"),
    LEADER("the leading scheduler with a standby"),
    SCHEDULER("the only scheduler"),
    STANDBY("the standby"),
    MASTER("the only master"),
    LEADING_MASTER("the leading master of two"),
    ZOOKEEPER("ZooKeeper");

    private final String words;

    Component(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
