package org.mesoselk.executor.logstash.official;

import java.util.ArrayList;
import java.util.List;
import org.mesoselk.commons.process.ProcessSpec;

/** The command lines; nothing in them is secret. */
final class Launching {

    private Launching() {}

    /** @param more arguments, e.g. to test only */
    static ProcessSpec spec(PreparedLogstash prepared, LogstashDirs dirs, List<String> more) {
        List<String> command = new ArrayList<>(List.of(
                prepared.home().launcher().toString(),
                "--path.settings",
                dirs.settings().toString()));
        command.addAll(more);
        ProcessSpec plain =
                new ProcessSpec(command, prepared.environment(), dirs.settings(), dirs.console(), dirs.console());
        return prepared.setpriv()
                .map(tool -> plain.under(tool, prepared.credentials()))
                .orElse(plain);
    }
}
