package org.mesoselk.executor.kibana;

import java.util.List;
import java.util.Optional;

/** What came of preparing a Kibana. */
sealed interface Preparation {

    /** @param version of the distribution */
    record Ready(PreparedKibana kibana, String version) implements Preparation {}

    /** A sentence for each fault; nothing was started. @param version of the distribution, if it was found */
    record Refused(List<String> sentences, Optional<String> version) implements Preparation {}
}
