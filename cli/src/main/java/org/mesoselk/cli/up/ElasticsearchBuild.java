package org.mesoselk.cli.up;

import java.nio.file.Path;
import java.util.Optional;
import org.mesoselk.cli.Console;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.dist.CacheFolder;
import org.mesoselk.cli.dist.Distribution;
import org.mesoselk.cli.dist.DistributionCache;
import org.mesoselk.cli.dist.Distributions;
import org.mesoselk.cli.dist.ElasticsearchHome;
import org.mesoselk.cli.home.Settings.MemberSettings;
import org.mesoselk.cli.progress.Progress;

/** The directory of the Elasticsearch that members run: the user's own, or one out of the cache. */
public record ElasticsearchBuild(Console console, Progress progress) {

    public Path home(MemberSettings members) throws InterruptedException {
        if (members.elasticsearchHome().isPresent()) {
            Path home = Path.of(members.elasticsearchHome().get());
            check(members);
            return home;
        }
        Distribution distribution =
                members.elasticsearchUrl().map(Distributions::url).orElseGet(Distributions::standard);
        return new DistributionCache(CacheFolder.of(console)).ensure(distribution, progress);
    }

    /** @throws Failure when what the user named cannot be an Elasticsearch */
    static void check(MemberSettings members) {
        members.elasticsearchUrl().ifPresent(Distributions::url);
        Optional<String> fault = members.elasticsearchHome().map(Path::of).flatMap(ElasticsearchHome::fault);
        if (fault.isPresent()) {
            throw Failure.usage(
                    "--elasticsearch-home " + members.elasticsearchHome().get() + " " + fault.get()
                            + ": name the directory of an unpacked official distribution");
        }
    }
}
