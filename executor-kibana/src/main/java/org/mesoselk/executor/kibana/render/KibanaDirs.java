package org.mesoselk.executor.kibana.render;

import java.nio.file.Path;
import java.util.List;

/**
 * An instance's own directories, which end with its sandbox.
 *
 * @param config with kibana.yml
 * @param data path.data
 * @param tmp working directory and HOME
 */
public record KibanaDirs(Path config, Path data, Path tmp) {

    public static KibanaDirs in(Path sandbox) {
        Path kibana = sandbox.resolve("kibana");
        return new KibanaDirs(kibana.resolve("config"), kibana.resolve("data"), kibana.resolve("tmp"));
    }

    public List<Path> all() {
        return List.of(config, data, tmp);
    }

    public Path yml() {
        return config.resolve("kibana.yml");
    }
}
