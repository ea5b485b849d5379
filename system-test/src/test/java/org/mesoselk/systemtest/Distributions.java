package org.mesoselk.systemtest;

import java.nio.file.Path;
import java.util.Map;
import org.mesoselk.cli.Console;
import org.mesoselk.cli.dist.CacheFolder;
import org.mesoselk.cli.dist.DistributionCache;
import org.mesoselk.cli.progress.PlainProgress;

/** The official Elasticsearch that the CLI would use, from the same cache. */
final class Distributions {

    private Distributions() {}

    static synchronized Path elasticsearch8() {
        Console console = new Console(System.out, System.err, Map.copyOf(System.getenv()));
        try {
            return new DistributionCache(CacheFolder.of(console))
                    .ensure(
                            org.mesoselk.cli.dist.Distributions.standard(),
                            new PlainProgress(System.out, System::nanoTime));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
