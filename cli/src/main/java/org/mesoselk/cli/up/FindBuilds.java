package org.mesoselk.cli.up;

import java.nio.file.Path;
import java.util.Optional;
import org.mesoselk.cli.Console;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.dist.CacheFolder;
import org.mesoselk.cli.dist.Distribution;
import org.mesoselk.cli.dist.DistributionCache;
import org.mesoselk.cli.dist.Distributions;
import org.mesoselk.cli.dist.Product;
import org.mesoselk.cli.home.Settings;
import org.mesoselk.cli.home.Settings.KibanaSettings;
import org.mesoselk.cli.home.Settings.MemberSettings;
import org.mesoselk.cli.local.Builds;
import org.mesoselk.cli.progress.Progress;

/** The directories of what members run: the user's own, or out of the cache. */
public record FindBuilds(Console console, Progress progress) {

    /** Fetches what is not there. */
    public Builds of(Settings settings) throws InterruptedException {
        check(settings);
        Path elasticsearch = elasticsearch(settings);
        return new Builds(
                elasticsearch, settings.kibana().started() ? Optional.of(kibana(settings.kibana())) : Optional.empty());
    }

    /** @throws Failure when what the user named cannot be what it is to be */
    static void check(Settings settings) {
        MemberSettings members = settings.members();
        check(Product.ELASTICSEARCH, members.elasticsearchHome(), members.elasticsearchUrl());
        check(Product.KIBANA, settings.kibana().kibanaHome(), settings.kibana().kibanaUrl());
    }

    private static void check(Product product, Optional<String> home, Optional<String> url) {
        url.ifPresent(it -> Distributions.url(product, it));
        home.map(Path::of).flatMap(product::fault).ifPresent(fault -> {
            throw Failure.usage(product.homeOption() + " " + home.get() + " " + fault
                    + ": name the directory of an unpacked official distribution");
        });
    }

    private Path elasticsearch(Settings settings) throws InterruptedException {
        MemberSettings members = settings.members();
        if (members.elasticsearchHome().isPresent()) {
            return Path.of(members.elasticsearchHome().get());
        }
        Distribution pinned = settings.stack().isPresent() ? Distributions.line5() : Distributions.standard();
        return cached(members.elasticsearchUrl()
                .map(url -> Distributions.url(Product.ELASTICSEARCH, url))
                .orElse(pinned));
    }

    private Path kibana(KibanaSettings kibana) throws InterruptedException {
        if (kibana.kibanaHome().isPresent()) {
            return Path.of(kibana.kibanaHome().get());
        }
        return cached(kibana.kibanaUrl()
                .map(url -> Distributions.url(Product.KIBANA, url))
                .orElseGet(Distributions::kibana5));
    }

    private Path cached(Distribution distribution) throws InterruptedException {
        return new DistributionCache(CacheFolder.of(console)).ensure(distribution, progress);
    }
}
