package org.mesoselk.executor.elasticsearch;

import java.util.List;
import org.mesoselk.commons.elastic.HasData;

/** What came of preparing a node. */
sealed interface Preparation {

    /** @param data what lies in its directory from an earlier task */
    record Ready(PreparedNode node, HasData data) implements Preparation {}

    /** A sentence for each fault; nothing was started, and no file of another owner was touched. */
    record Refused(List<String> sentences, HasData data) implements Preparation {}
}
