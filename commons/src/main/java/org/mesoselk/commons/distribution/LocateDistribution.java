package org.mesoselk.commons.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds an official distribution where a task says: a directory of the agent, or what the fetcher left in the sandbox.
 *
 * @param sandbox of the executor
 * @param product as in sentences, e.g. Elasticsearch
 * @param layout what a home of it is known by, as in sentences
 * @param reader reads a home
 * @param <H> what is known of a home
 */
public record LocateDistribution<H>(Path sandbox, String product, String layout, HomeReader<H> reader) {

    /** The folder in the sandbox that an archive is unpacked into, once. */
    private static final String UNPACKED = "distribution";

    /** Reads what is in a folder. */
    public interface HomeReader<H> {

        /** @return empty when there is none in {@code directory} itself */
        Optional<H> at(Path directory) throws IOException;
    }

    /**
     * Looks, and unpacks what is an archive.
     *
     * @param home absolute directory of an unpacked distribution on the agent
     * @param archive file or folder in the sandbox that the fetcher left; asked for when there is no {@code home}
     */
    public Located<H> locate(Optional<String> home, Optional<String> archive) throws IOException, InterruptedException {
        if (home.isPresent()) {
            Path directory = Path.of(home.get());
            if (!directory.isAbsolute()) {
                return missing("the " + product + " home '" + directory + "' is not an absolute path");
            }
            return found(reader.at(directory), "the " + product + " home " + directory + " " + what(directory));
        }
        if (archive.isEmpty()) {
            return missing("neither a home nor an archive is given");
        }
        Path fetched = sandbox.resolve(archive.get()).normalize();
        if (!fetched.startsWith(sandbox) || fetched.equals(sandbox)) {
            return missing("the archive '" + archive.get() + "' is not inside the sandbox");
        }
        if (Files.isDirectory(fetched)) {
            return found(inside(fetched), "the fetched directory " + fetched + " " + what(fetched));
        }
        if (!Files.isRegularFile(fetched)) {
            return missing("the fetcher left nothing named '" + archive.get() + "' in the sandbox " + sandbox);
        }
        Path unpacked = sandbox.resolve(UNPACKED);
        if (!Files.exists(unpacked)) {
            Optional<String> fault = Unpack.into(fetched, unpacked);
            if (fault.isPresent()) {
                return missing(fault.get());
            }
        }
        return found(inside(unpacked), "the archive " + fetched + " " + what(unpacked));
    }

    private Optional<H> inside(Path directory) throws IOException {
        Optional<H> top = reader.at(directory);
        if (top.isPresent()) {
            return top;
        }
        List<Path> folders;
        try (Stream<Path> entries = Files.list(directory)) {
            folders = entries.filter(Files::isDirectory).sorted().toList();
        }
        for (Path folder : folders) {
            Optional<H> home = reader.at(folder);
            if (home.isPresent()) {
                return home;
            }
        }
        return Optional.empty();
    }

    private String what(Path directory) {
        return Files.isDirectory(directory)
                ? "holds no " + product + " (" + layout + ")"
                : "does not exist or cannot be read";
    }

    private Located<H> found(Optional<H> home, String otherwise) {
        return home.<Located<H>>map(Located.Found::new).orElseGet(() -> missing(otherwise));
    }

    private Located<H> missing(String sentence) {
        return new Located.Missing<>(
                "No " + product + " to run: " + sentence + "; name an unpacked official build or an archive of one.");
    }
}
