package org.mesoselk.executor.elasticsearch.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataLockTest {

    @TempDir
    Path directory;

    private Process other;

    @AfterEach
    void endOther() throws Exception {
        if (other != null) {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void aFreeDirectoryIsTakenEvenAfterACrashLeftTheFile() throws Exception {
        Files.writeString(directory.resolve("executor.lock"), "a process that is long gone");

        DataLock.Outcome outcome = DataLock.take(directory, "me");

        assertThat(outcome).isInstanceOf(DataLock.Outcome.Taken.class);
        assertThat(directory.resolve("executor.lock")).hasContent("me");
        ((DataLock.Outcome.Taken) outcome).lock().close();
    }

    @Test
    void aDirectoryOfALiveProcessIsRefusedWithItsHoldersName() throws Exception {
        lockElsewhere("executor.lock", "the executor of es-7, pid 4711");

        DataLock.Outcome outcome = DataLock.take(directory, "me");

        assertThat(outcome).isInstanceOf(DataLock.Outcome.Held.class);
        Fault fault = ((DataLock.Outcome.Held) outcome).fault();
        assertThat(fault.sentence()).contains(directory.toString(), "es-7, pid 4711", "one member");
        assertThat(fault.passing()).isTrue();

        other.destroyForcibly().waitFor();
        assertThat(DataLock.take(directory, "me")).isInstanceOf(DataLock.Outcome.Taken.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data/node.lock", "data/nodes/0/node.lock"})
    void aDirectoryInWhichElasticsearchStillRunsIsRefused(String nodeLock) throws Exception {
        Files.createDirectories(directory.resolve(nodeLock).getParent());
        lockElsewhere(nodeLock, "");

        DataLock.Outcome outcome = DataLock.take(directory, "me");

        assertThat(outcome).isInstanceOf(DataLock.Outcome.Held.class);
        assertThat(((DataLock.Outcome.Held) outcome).fault().sentence()).contains("an Elasticsearch process");
    }

    /** A lock of this same JVM would not do: the kernel gives it to a process, not to a channel. */
    private void lockElsewhere(String file, String content) throws Exception {
        Path locked = Files.writeString(directory.resolve(file), content);
        other = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldLock.class.getName(),
                        locked.toString()))
                .redirectErrorStream(true)
                .start();
        assertThat(other.inputReader().readLine()).isEqualTo("locked");
    }
}
