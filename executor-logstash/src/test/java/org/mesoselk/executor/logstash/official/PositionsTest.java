package org.mesoselk.executor.logstash.official;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.logstash.LogstashReport.FileLag;

class PositionsTest {

    @TempDir
    Path temp;

    /** A line as recorded: {@code 2187368 0 65024 11993000 1795256493.8978782 /opt/ls-data/k60.log} */
    @Test
    void whatASincedbHasNotReadIsBehind() throws Exception {
        Path file = Files.writeString(temp.resolve("a log"), "0123456789");
        Path other = Files.writeString(temp.resolve("another"), "0123456789");
        Path folder = Files.createDirectory(temp.resolve("sincedb"));
        Files.writeString(
                folder.resolve("sandboxes"),
                Files.getAttribute(file, "unix:ino") + " 0 65024 4 1795256493.8978782 " + file + "\n"
                        + "1 0 65024 4 1795256493.8978782 " + other + "\n"
                        + "2 0 65024 4 1795256493.8978782 " + temp.resolve("gone") + "\n");
        Positions positions = Positions.in(folder);
        assertThat(positions.files()).isEqualTo(1);
        assertThat(positions.lagBytes()).isEqualTo(6);
        assertThat(positions.behind()).containsExactly(new FileLag(file.toString(), 6));
        assertThat(Positions.in(temp.resolve("nothing"))).isEqualTo(Positions.NONE);
    }
}
