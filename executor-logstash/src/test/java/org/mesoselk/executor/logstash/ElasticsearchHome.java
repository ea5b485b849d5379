package org.mesoselk.executor.logstash;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.cli.Console;
import org.mesoselk.cli.dist.CacheFolder;
import org.mesoselk.cli.dist.Distribution;
import org.mesoselk.cli.dist.DistributionCache;
import org.mesoselk.cli.dist.Distributions;
import org.mesoselk.cli.progress.PlainProgress;

/** The official Elasticsearch that the CLI would use, from the same cache; or {@code -Delasticsearch.home=DIR}. */
final class ElasticsearchHome {

    private ElasticsearchHome() {}

    static Path find() throws InterruptedException {
        Optional<Path> given = Optional.ofNullable(System.getProperty("elasticsearch.home"))
                .filter(home -> !home.isBlank())
                .map(Path::of);
        return given.isPresent() ? given.get() : cached(Distributions.standard());
    }

    /** The build of the 5.x line that the CLI would use. */
    static Path find5() throws InterruptedException {
        return cached(Distributions.line5());
    }

    private static synchronized Path cached(Distribution distribution) throws InterruptedException {
        Console console = new Console(System.out, System.err, Map.copyOf(System.getenv()));
        return new DistributionCache(CacheFolder.of(console))
                .ensure(distribution, new PlainProgress(System.out, System::nanoTime));
    }
}
