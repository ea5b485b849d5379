package org.mesoselk.cli.dist;

import java.io.IOException;
import java.nio.file.Path;
import org.mesoselk.cli.progress.Progress;

/** Brings an archive. */
public interface Fetch {

    /**
     * @param directory an empty directory
     * @return the archive, in that directory; its name tells its kind (.zip, .tar.gz, .tgz)
     */
    Path into(Path directory, Progress.Step step) throws IOException, InterruptedException;
}
