package org.mesoselk.scheduler.options;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mesoselk.scheduler.core.model.Resources;

/**
 * What an executor takes and where its jar is.
 *
 * @param jar a local file that the scheduler serves; empty when agents fetch {@code url}
 */
public record ExecutorOptions(Resources resources, Optional<Path> jar, Optional<URI> url) {

    /** @param standard the jar that is looked for in the folders {@code searched} when none is named */
    static ExecutorOptions from(Values values, List<Path> searched, String standard) {
        Resources resources = new Resources(
                values.cores("--executor-cpus"),
                values.megabytes("--executor-memory", 32).orElseThrow(),
                0);
        Optional<Values.Given> given = values.one("--executor-jar");
        if (given.isEmpty()) {
            Optional<Path> found = searched.stream()
                    .map(dir -> dir.resolve(standard))
                    .filter(Files::isReadable)
                    .findFirst();
            if (found.isEmpty()) {
                values.fault("--executor-jar is missing, and there is no " + standard + " in " + searched
                        + ": name the file or a URL that agents can fetch");
            }
            return new ExecutorOptions(resources, found, Optional.empty());
        }
        if (given.get().value().matches("[a-zA-Z][a-zA-Z0-9+.-]*://?.*")) {
            return new ExecutorOptions(resources, Optional.empty(), Urls.fetchable(values, given.get()));
        }
        Path jar = Path.of(given.get().value()).toAbsolutePath().normalize();
        if (!Files.isRegularFile(jar) || !Files.isReadable(jar)) {
            values.fault(given.get().origin() + ": there is no such readable file (" + jar + ")");
        }
        return new ExecutorOptions(resources, Optional.of(jar), Optional.empty());
    }

    /** The jar's name in the sandbox; of options without faults, which have one of the two. */
    public String fileName() {
        return url.map(Urls::fileName)
                .or(() -> jar.map(Path::getFileName).map(Path::toString))
                .orElseThrow();
    }
}
