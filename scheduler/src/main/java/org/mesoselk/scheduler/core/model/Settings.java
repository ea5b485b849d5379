package org.mesoselk.scheduler.core.model;

import java.time.Duration;
import java.util.Optional;

/** What this scheduler process was started with and what does not belong to the spec. */
public sealed interface Settings permits ElasticsearchSettings, KibanaSettings, LogstashSettings {

    String frameworkName();

    /** The framework's Mesos role; * is none. */
    String role();

    /** Between SIGTERM and SIGKILL of what an executor supervises. */
    Duration killGrace();

    /** The framework that, once Mesos has removed it, is gone on without: as a new one. */
    Optional<String> newFrameworkId();
}
