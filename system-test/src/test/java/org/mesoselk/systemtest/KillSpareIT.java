package org.mesoselk.systemtest;

/** Whoever dies for good, or for too long, is replaced: a host, the leading scheduler, the leading master. */
class KillSpareIT extends KillMatrix {

    @Override
    Component[] components() {
        return new Component[] {Component.LEADER, Component.STANDBY, Component.LEADING_MASTER, Component.AGENT_LOST};
    }

    @Override
    Installation.Builder shape(Installation.Builder builder) {
        return builder.master(
                        "--agent-ping-timeout",
                        "1secs",
                        "--max-agent-ping-timeouts",
                        "6",
                        "--zk-session-timeout",
                        "5secs")
                .scheduler("--data-dir", "sandbox", "--replace-after", "10s", "--zookeeper-session-timeout", "4s");
    }
}
