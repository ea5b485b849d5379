package org.mesoselk.systemtest;

/** What runs on the agents, and the agents. */
class KillNodesIT extends KillMatrix {

    @Override
    Component[] components() {
        return new Component[] {Component.ELASTICSEARCH, Component.EXECUTOR, Component.AGENT};
    }

    @Override
    Installation.Builder shape(Installation.Builder builder) {
        return builder.master("--agent-ping-timeout", "1secs", "--max-agent-ping-timeouts", "6");
    }
}
