package org.mesoselk.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An operator who reads a name in the status finds it in docs/waiting.md. */
class WaitingPageTest {

    private static final Path SOURCES = Path.of("src/main/java/org/mesoselk/scheduler");
    /** A wait made on the spot, and the names of vetoes and stages. */
    private static final Pattern NAMED = Pattern.compile(
            "(?:\\bwait\\(\\s*|new Wait\\(\\s*|String name\\(\\) \\{\\s*return |Stage\\(\\s*)\"([a-z]+(?:-[a-z]+)*)\"");

    @Test
    void everyWaitVetoAndStageIsExplained() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                NAMED.matcher(Files.readString(file)).results().forEach(found -> names.add(found.group(1)));
            }
        }
        assertThat(names).contains("shards-remain", "no-offers", "ports", "memory", "zookeeper-unavailable");
        String page = Files.readString(Path.of("../docs/waiting.md"));
        assertThat(names).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }
}
