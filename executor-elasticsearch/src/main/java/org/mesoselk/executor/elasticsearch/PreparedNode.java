package org.mesoselk.executor.elasticsearch;

import java.nio.file.Path;
import java.util.Optional;
import org.mesoselk.commons.process.ProcessSpec;
import org.mesoselk.executor.elasticsearch.preflight.DataLock;

/**
 * A node that only has to be started.
 *
 * @param seedFile the file that Elasticsearch reads its seed addresses from
 * @param data path.data
 * @param lock held for the executor's life; absent when the data is in the sandbox, which is nobody else's anyway
 */
record PreparedNode(ProcessSpec spec, Path seedFile, Path data, Optional<DataLock> lock) {}
