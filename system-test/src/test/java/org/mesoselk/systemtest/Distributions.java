package org.mesoselk.systemtest;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;
import java.util.Map;
import org.mesoselk.cli.Console;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.dist.CacheFolder;
import org.mesoselk.cli.dist.Distribution;
import org.mesoselk.cli.dist.DistributionCache;
import org.mesoselk.cli.progress.PlainProgress;

/** What the CLI would run, from the same cache. */
final class Distributions {

    private Distributions() {}

    static Path elasticsearch8() {
        return cached(org.mesoselk.cli.dist.Distributions.standard());
    }

    static Path elasticsearch5() {
        return cached(org.mesoselk.cli.dist.Distributions.line5());
    }

    /** Minutes, the first time. */
    static Path kibana5() {
        return cached(org.mesoselk.cli.dist.Distributions.kibana5());
    }

    /** Skips the test where there is no way to have a Kibana and its Elasticsearch. */
    static void kibana5OrSkip() {
        try {
            elasticsearch5();
            kibana5();
        } catch (Failure e) {
            abort("the registries' Kibana cannot be had here: " + e.getMessage());
        }
    }

    private static synchronized Path cached(Distribution distribution) {
        Console console = new Console(System.out, System.err, Map.copyOf(System.getenv()));
        try {
            return new DistributionCache(CacheFolder.of(console))
                    .ensure(distribution, new PlainProgress(System.out, System::nanoTime));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
