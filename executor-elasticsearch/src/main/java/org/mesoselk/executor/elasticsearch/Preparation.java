package org.mesoselk.executor.elasticsearch;

import java.util.List;

/** What came of preparing a node. */
sealed interface Preparation {

    record Ready(PreparedNode node) implements Preparation {}

    /** A sentence for each fault; nothing was started, and no file of another owner was touched. */
    record Refused(List<String> sentences) implements Preparation {}
}
