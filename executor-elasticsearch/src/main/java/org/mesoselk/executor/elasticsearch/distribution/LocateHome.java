package org.mesoselk.executor.elasticsearch.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mesoselk.commons.elastic.ElasticsearchTask;

/** Finds the distribution where the task says: a directory of the agent, or what the fetcher left in the sandbox. */
public final class LocateHome {

    private final Path sandbox;

    public LocateHome(Path sandbox) {
        this.sandbox = sandbox;
    }

    public Located locate(ElasticsearchTask.Distribution wanted) throws IOException, InterruptedException {
        if (wanted.home().isPresent()) {
            Path home = Path.of(wanted.home().get());
            if (!home.isAbsolute()) {
                return missing("the Elasticsearch home '" + home + "' is not an absolute path");
            }
            return found(Home.at(home), "the Elasticsearch home " + home + " " + what(home));
        }
        if (wanted.archive().isEmpty()) {
            return missing("neither a home nor an archive is given");
        }
        Path fetched = sandbox.resolve(wanted.archive().get()).normalize();
        if (!fetched.startsWith(sandbox) || fetched.equals(sandbox)) {
            return missing("the archive '" + wanted.archive().get() + "' is not inside the sandbox");
        }
        if (Files.isDirectory(fetched)) {
            return found(inside(fetched), "the fetched directory " + fetched + " " + what(fetched));
        }
        if (!Files.isRegularFile(fetched)) {
            return missing("the fetcher left nothing named '" + wanted.archive().get() + "' in the sandbox " + sandbox);
        }
        Path unpacked = sandbox.resolve("distribution");
        if (!Files.exists(unpacked)) {
            Optional<String> fault = Unpack.into(fetched, unpacked);
            if (fault.isPresent()) {
                return missing(fault.get());
            }
        }
        return found(inside(unpacked), "the archive " + fetched + " " + what(unpacked));
    }

    private static Optional<Home> inside(Path directory) throws IOException {
        Optional<Home> top = Home.at(directory);
        if (top.isPresent()) {
            return top;
        }
        List<Path> folders;
        try (Stream<Path> entries = Files.list(directory)) {
            folders = entries.filter(Files::isDirectory).sorted().toList();
        }
        for (Path folder : folders) {
            Optional<Home> home = Home.at(folder);
            if (home.isPresent()) {
                return home;
            }
        }
        return Optional.empty();
    }

    private static String what(Path directory) {
        return Files.isDirectory(directory)
                ? "holds no Elasticsearch (bin/elasticsearch, config and lib/elasticsearch-VERSION.jar are expected)"
                : "does not exist or cannot be read";
    }

    private static Located found(Optional<Home> home, String otherwise) {
        return home.<Located>map(Located.Found::new).orElseGet(() -> missing(otherwise));
    }

    private static Located missing(String sentence) {
        return new Located.Missing(
                "No Elasticsearch to run: " + sentence + "; name an unpacked official build or an archive of one.");
    }
}
