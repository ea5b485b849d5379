package org.mesoselk.benchmarks.cluster;

import java.nio.file.Path;
import java.util.Map;
import org.mesoselk.benchmarks.Scene;
import org.mesoselk.cli.Console;
import org.mesoselk.cli.dist.CacheFolder;
import org.mesoselk.cli.dist.DistributionCache;
import org.mesoselk.cli.dist.Distributions;
import org.mesoselk.cli.progress.PlainProgress;

/** The official Elasticsearch that {@code elk up} would run, from the same cache. */
final class Distribution {

    private Distribution() {}

    static Path home(Scene scene) throws InterruptedException {
        Console console = new Console(scene.log(), scene.log(), Map.copyOf(System.getenv()));
        return new DistributionCache(CacheFolder.of(console))
                .ensure(Distributions.standard(), new PlainProgress(scene.log(), System::nanoTime));
    }
}
