package org.mesoselk.localmesos.http;

import java.util.Locale;

/** What a real Mesos can ask credentials for, each by a flag of its own. */
public enum Realm {
    READONLY,
    READWRITE,
    /** {@code /api/v1/scheduler} of a master. */
    SCHEDULER,
    /** {@code /api/v1/executor} of an agent. */
    EXECUTOR;

    /** As a challenge names it, e.g. {@code mesos-master-scheduler}. */
    String named(String process) {
        return process + "-" + name().toLowerCase(Locale.ROOT);
    }
}
