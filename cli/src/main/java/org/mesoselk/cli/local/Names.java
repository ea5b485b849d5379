package org.mesoselk.cli.local;

import java.util.List;

/** The names of an installation's processes. */
public final class Names {

    public static final String ZOOKEEPER = "zookeeper";
    public static final String MESOS = "mesos";
    public static final String SCHEDULER_ELASTICSEARCH = "scheduler-elasticsearch";

    /** In the order in which they start. */
    public static final List<String> ALL = List.of(ZOOKEEPER, MESOS, SCHEDULER_ELASTICSEARCH);

    private Names() {}
}
