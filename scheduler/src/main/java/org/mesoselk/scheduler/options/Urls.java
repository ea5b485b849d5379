package org.mesoselk.scheduler.options;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** URLs that Mesos' fetcher takes. */
final class Urls {
    private static final Set<String> SCHEMES = Set.of("http", "https", "file");

    private Urls() {}

    static Optional<URI> fetchable(Values values, Values.Given given) {
        try {
            URI url = URI.create(given.value());
            if (url.getScheme() != null
                    && SCHEMES.contains(url.getScheme())
                    && !fileName(url).isEmpty()) {
                return Optional.of(url);
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        values.fault(given.origin()
                + ": must be an http, https or file URL of a file, e.g. https://host/elasticsearch.tar.gz");
        return Optional.empty();
    }

    /** The name that the fetcher gives the file: the last part of the path. */
    static String fileName(URI url) {
        String path = url.getPath() == null ? "" : url.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
