package org.mesoselk.executor.logstash;

import java.util.List;

/** What came of preparing an engine. */
sealed interface Preparation {

    record Ready(Engine engine) implements Preparation {}

    /** A sentence for each fault. */
    record Refused(List<String> sentences) implements Preparation {}
}
