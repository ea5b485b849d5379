package org.mesoselk.cli.local;

import java.nio.file.Path;
import java.util.Map;
import org.mesoselk.cli.home.Home;

/**
 * The environment by which the processes of a home are known even when their pid files were lost, as when elk itself
 * was killed between starting one and noting it.
 */
final class Marks {

    static final String HOME = "ELK_INSTALLATION";
    static final String PROCESS = "ELK_PROCESS";

    private Marks() {}

    static Map<String, String> of(Home home, String name) {
        return Map.of(
                HOME,
                home.directory().toString(),
                PROCESS,
                name,
                "JAVA_HOME",
                Path.of(System.getProperty("java.home")).toString());
    }
}
