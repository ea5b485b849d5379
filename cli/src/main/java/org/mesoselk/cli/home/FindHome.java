package org.mesoselk.cli.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mesoselk.cli.Console;
import org.mesoselk.cli.Failure;

/** Which folder is the home: {@code --home}, else {@code $ELK_HOME}, else {@code .elk} beside the launcher. */
public final class FindHome {

    private FindHome() {}

    /** The folder need not exist yet. */
    public static Home find(Optional<Path> option, Optional<Path> root, Console console) {
        Path folder = option.or(() -> console.variable("ELK_HOME").map(Path::of))
                .or(() -> root.map(it -> it.resolve(".elk")))
                .orElseThrow(() -> Failure.usage("No home is named: give --home DIR, or set ELK_HOME"));
        try {
            return new Home(
                    Files.exists(folder)
                            ? folder.toRealPath()
                            : folder.toAbsolutePath().normalize());
        } catch (IOException e) {
            throw Failure.failed("Cannot use the home " + folder, e);
        }
    }
}
