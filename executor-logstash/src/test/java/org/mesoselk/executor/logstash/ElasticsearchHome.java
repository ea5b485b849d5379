package org.mesoselk.executor.logstash;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.cli.Console;
import org.mesoselk.cli.dist.CacheFolder;
import org.mesoselk.cli.dist.DistributionCache;
import org.mesoselk.cli.dist.Distributions;
import org.mesoselk.cli.progress.PlainProgress;

/** The official Elasticsearch that the CLI would use, from the same cache; or {@code -Delasticsearch.home=DIR}. */
final class ElasticsearchHome {

    private ElasticsearchHome() {}

    static synchronized Path find() throws InterruptedException {
        Optional<Path> given = Optional.ofNullable(System.getProperty("elasticsearch.home"))
                .filter(home -> !home.isBlank())
                .map(Path::of);
        if (given.isPresent()) {
            return given.get();
        }
        Console console = new Console(System.out, System.err, Map.copyOf(System.getenv()));
        return new DistributionCache(CacheFolder.of(console))
                .ensure(Distributions.standard(), new PlainProgress(System.out, System::nanoTime));
    }
}
