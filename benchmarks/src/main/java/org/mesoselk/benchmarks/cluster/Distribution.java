package org.mesoselk.benchmarks.cluster;

import java.nio.file.Path;
import java.util.Map;
import org.mesoselk.cli.Console;
import org.mesoselk.cli.dist.CacheFolder;
import org.mesoselk.cli.dist.DistributionCache;
import org.mesoselk.cli.dist.Distributions;
import org.mesoselk.cli.progress.PlainProgress;

/** The official Elasticsearch that {@code elk up} would run, from the same cache. */
final class Distribution {

    private Distribution() {}

    static Path home() throws InterruptedException {
        Console console = new Console(System.err, System.err, Map.copyOf(System.getenv()));
        return new DistributionCache(CacheFolder.of(console))
                .ensure(Distributions.standard(), new PlainProgress(System.err, System::nanoTime));
    }
}
