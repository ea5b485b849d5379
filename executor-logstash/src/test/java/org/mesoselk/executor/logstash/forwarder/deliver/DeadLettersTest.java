package org.mesoselk.executor.logstash.forwarder.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTest {

    @TempDir
    Path directory;

    @Test
    void theFilesTakeTwiceTheBoundAtMostAndTheNewestAreKept() throws IOException {
        DeadLetters letters = new DeadLetters(directory, 1_000);
        for (int i = 0; i < 100; i++) {
            letters.keep(("item " + i + "\n").getBytes(UTF_8), "reason");
        }
        Path now = directory.resolve(DeadLetters.FILE);
        Path before = directory.resolve(DeadLetters.FILE + ".1");
        assertThat(Files.size(now)).isLessThanOrEqualTo(1_000);
        assertThat(Files.size(before)).isLessThanOrEqualTo(1_000);
        assertThat(Files.readString(now)).endsWith("item 99\n");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactlyInAnyOrder(now, before);
        }
    }
}
