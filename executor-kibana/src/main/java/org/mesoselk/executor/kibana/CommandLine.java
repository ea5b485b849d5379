package org.mesoselk.executor.kibana;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mesoselk.executor.kibana.distribution.Home;
import org.mesoselk.executor.kibana.render.KibanaDirs;
import org.mesoselk.executor.kibana.version.VersionLine;

/**
 * How Kibana is started, as its own bin/kibana does; nothing in it is secret.
 *
 * @param environment all of the child's environment
 */
record CommandLine(List<String> words, Map<String, String> environment) {

    /** Of this executor's own environment, what Kibana gets too. */
    private static final List<String> INHERITED = List.of("PATH", "LANG", "LC_ALL", "TZ");

    private static final String NO_WARNINGS = "--no-warnings";

    static CommandLine of(
            Home home, VersionLine line, Path node, int heapMb, KibanaDirs dirs, Map<String, String> ownEnvironment)
            throws IOException {
        List<String> options = new ArrayList<>(List.of(NO_WARNINGS));
        options.addAll(home.headerSize());
        Map<String, String> environment = new HashMap<>();
        INHERITED.stream()
                .filter(ownEnvironment::containsKey)
                .forEach(name -> environment.put(name, ownEnvironment.get(name)));
        environment.put("NODE_ENV", "production");
        environment.put("HOME", dirs.tmp().toString());
        environment.put("TMPDIR", dirs.tmp().toString());
        environment.put(line.configFolderVariable(), dirs.config().toString());

        List<String> words = new ArrayList<>(List.of(node.toString(), "--max-old-space-size=" + heapMb));
        // From 7.10 on Node.js gets its options in the environment, so that processes of Kibana's have them as well.
        if (home.version().isSince(7, 10)) {
            options.addAll(home.nodeOptions());
            environment.put("NODE_OPTIONS", String.join(" ", options));
        } else {
            words.addAll(options);
        }
        words.addAll(
                List.of(home.entry().orElseThrow().toString(), "-c", dirs.yml().toString()));
        return new CommandLine(List.copyOf(words), Map.copyOf(environment));
    }
}
