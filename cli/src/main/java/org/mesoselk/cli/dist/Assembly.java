package org.mesoselk.cli.dist;

import java.io.IOException;
import java.nio.file.Path;
import org.mesoselk.cli.progress.Progress;

/** Brings a distribution and makes it ready for use. */
public interface Assembly {

    /**
     * @param home in the work directory
     * @param sha512 of the archive that it was made of, in lower-case hex
     */
    record Assembled(Path home, String sha512) {}

    /** @param work an empty directory, which is removed afterwards with all that is left in it */
    Assembled in(Path work, Progress.Step step) throws IOException, InterruptedException;
}
