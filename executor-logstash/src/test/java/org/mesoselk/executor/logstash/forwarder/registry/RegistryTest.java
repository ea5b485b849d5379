package org.mesoselk.executor.logstash.forwarder.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.executor.logstash.forwarder.read.FileKey;
import org.mesoselk.executor.logstash.forwarder.read.Fingerprint;

class RegistryTest {

    private static final Position ONE =
            new Position("id-1", new FileKey(1, 2), new Fingerprint(10, 4_000_000_000L), "/w/\"stdout\"", 1L << 40);
    private static final Position TWO = new Position("id-2", new FileKey(1, 3), Fingerprint.NONE, "/w/stderr", 0);

    @TempDir
    Path directory;

    @Test
    void whatIsStoredIsLoaded() throws IOException {
        Registry registry = new Registry(directory);
        assertThat(registry.load()).isEmpty();
        registry.store(List.of(ONE, TWO));
        assertThat(new Registry(directory).load()).containsExactly(ONE, TWO);
        registry.store(List.of(TWO));
        assertThat(new Registry(directory).load()).containsExactly(TWO);
    }

    @Test
    void aWriteThatWasBrokenOffLeavesTheOneBefore() throws IOException {
        new Registry(directory).store(List.of(ONE));
        Files.writeString(directory.resolve("positions.jsonl.next"), "{\"schemaVer");
        assertThat(new Registry(directory).load()).containsExactly(ONE);
    }

    @Test
    void positionsThatCannotBeReadAreNotNone() throws IOException {
        new Registry(directory).store(List.of(ONE));
        Path file = directory.resolve("positions.jsonl");
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 10));
        assertThatThrownBy(() -> new Registry(directory).load())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("Move the file away");
        Files.writeString(file, "{\"schemaVersion\": 7}\n");
        assertThatThrownBy(() -> new Registry(directory).load()).hasMessageContaining("schema version 7");
        Files.writeString(file, "");
        assertThatThrownBy(() -> new Registry(directory).load()).hasMessageContaining("schema version 0");
    }
}
