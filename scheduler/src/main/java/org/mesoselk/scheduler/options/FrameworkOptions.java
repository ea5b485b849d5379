package org.mesoselk.scheduler.options;

import org.mesoselk.scheduler.core.model.Settings;
import org.mesoselk.scheduler.core.model.Spec;

/** What the process needs to know, whichever framework it runs. */
public interface FrameworkOptions {
    ZooKeeperOptions zookeeper();

    MesosOptions mesos();

    ApiOptions api();

    ExecutorOptions executor();

    /** What is stored at the first start; afterwards what is stored rules. */
    Spec firstSpec();

    /** What the core is told besides the spec. */
    Settings settings();
}
