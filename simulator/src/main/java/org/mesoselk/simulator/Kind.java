package org.mesoselk.simulator;

/** What may befall an installation. Each takes two numbers, whose meaning is its own. */
public enum Kind {
    SCALE("an operator asks for another number of members"),
    WEATHER("messages, writes or looks go wrong for a while"),
    SCHEDULER_CRASHES("the scheduler dies between two writes or calls"),
    SCHEDULER_TERMINATED("the scheduler gets SIGTERM"),
    SCHEDULER_STOPPED("the scheduler is stopped between two turns and goes on later"),
    SCHEDULER_STOPPED_MIDWAY("the scheduler is stopped between two writes or calls and goes on later"),
    SESSION_EXPIRES("the leader loses its ZooKeeper session and does not know it at once"),
    CLOCK_JUMPS("the clock of the scheduler's host is set"),
    ZOOKEEPER_AWAY("ZooKeeper answers nobody"),
    MASTER_FAILS("the Mesos master dies, another one leads later"),
    STREAM_BREAKS("the connection to the master breaks"),
    AGENT_RESTARTS("an agent's process ends and comes back"),
    AGENT_CUT("an agent and the master do not reach each other"),
    NODE_CUT("the Elasticsearch nodes of a host do not reach the others"),
    HOST_CUT("a host is reached by nobody but the scheduler"),
    HOST_RESTARTS("a host goes down with all that runs on it, and comes back"),
    HOST_FORGETS("a host goes down and comes back as another agent"),
    HOST_DESTROYED("a host is gone for good, with its disks"),
    NODE_DIES("an Elasticsearch process dies, alone or with its executor"),
    ELASTICSEARCH_SILENT("Elasticsearch answers no look"),
    MASTER_NODE_STEPS_DOWN("Elasticsearch elects another master"),
    INDEX_CREATED("a client creates an index"),
    AGENT_ADDED("another agent joins");

    private final String sentence;

    Kind(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
