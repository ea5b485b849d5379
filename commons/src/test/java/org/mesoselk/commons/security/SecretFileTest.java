package org.mesoselk.commons.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFileTest {

    @TempDir
    Path folder;

    private SecretFile file;

    @BeforeEach
    void name() {
        file = new SecretFile(folder.resolve("secret"), "the secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "hunter2\n", "hunter2\r\n", "hunter2\n\n"})
    void aLineEndIsForgiven(String text) throws Exception {
        Files.writeString(file.path(), text);
        assertThat(file.read()).isEqualTo("hunter2");
    }

    @Test
    void whatChangesIsReadAnew() throws Exception {
        Files.writeString(file.path(), "one");
        assertThat(file.read()).isEqualTo("one");
        Files.writeString(file.path(), "two");
        assertThat(file.read()).isEqualTo("two");
    }

    @Test
    void whatCannotBeASecretIsToldWithoutShowingIt() throws Exception {
        assertThatThrownBy(file::read)
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("there is no file " + file.path());
        Files.writeString(file.path(), "\n");
        assertThatThrownBy(file::read).hasMessage(file.path() + " is empty: write the secret into it");
        Files.writeString(file.path(), "hunter2\nhunter3\n");
        assertThatThrownBy(file::read)
                .hasMessageContaining("more than one line")
                .hasMessageNotContaining("hunter");
        assertThat(file.toString()).doesNotContain("hunter");
    }

    @Test
    void aFileThatEverybodyCanReadIsWarnedOf() throws Exception {
        Files.writeString(file.path(), "hunter2");
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(file.warning())
                .hasValueSatisfying(warning -> assertThat(warning).contains("can be read by every user", "chmod"));
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-------"));
        assertThat(file.warning()).isEmpty();
    }
}
