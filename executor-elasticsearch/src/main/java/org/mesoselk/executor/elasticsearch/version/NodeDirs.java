package org.mesoselk.executor.elasticsearch.version;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A node's own directories.
 *
 * @param config ES_PATH_CONF; made anew for each task
 * @param data path.data; outlives the task when the member has a directory of its own
 * @param logs path.logs; beside the data
 * @param tmp ES_TMPDIR and HOME
 */
public record NodeDirs(Path config, Path data, Path logs, Path tmp) {

    public static NodeDirs of(Path sandbox, Optional<Path> dataDir) {
        Path lasting = dataDir.orElse(sandbox);
        return new NodeDirs(
                sandbox.resolve("config"), lasting.resolve("data"), lasting.resolve("logs"), sandbox.resolve("tmp"));
    }

    public List<Path> all() {
        return List.of(config, data, logs, tmp);
    }
}
