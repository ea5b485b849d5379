package org.mesoselk.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ZooKeeper whose disk is full ends at its next write: nothing is decided until somebody makes room and starts it. */
class ZooKeeperFullDiskIT {

    /** More targets than this are not needed to fill what ZooKeeper has set aside for its log. */
    private static final int MEGABYTES = 12;

    @TempDir
    static Path folder;

    @Test
    void nothingIsDecidedUntilThereIsRoomAgain() throws Exception {
        SmallDisk.assumeAvailable();
        try (SmallDisk disk = SmallDisk.mount(ZooKeeper.data(folder, 0), MEGABYTES);
                Installation mesos = Installation.in(folder)
                        .agents(1)
                        .elasticsearch()
                        .scheduler("--nodes", "1", "--zookeeper-session-timeout", "4s")
                        .start()) {
            Map<String, String> tasks = Members.tasks(mesos.awaitReady(1));
            String uuid = Elasticsearch.uuid(mesos);
            long scheduler = mesos.scheduler().pid();
            Path rest = disk.path().resolve("rest");
            fill(rest);
            // A second member finds no agent: only the record is of interest.
            Await.until(
                    "a target that the full disk does not take",
                    Duration.ofMinutes(2),
                    () -> mesos.scale(mesos.status().path("wanted").asInt() == 1 ? 2 : 1, "?confirm=true")
                            .status(),
                    status -> status == 503);
            Await.until(
                    "the wait zookeeper-unavailable",
                    Duration.ofMinutes(1),
                    mesos::status,
                    seen -> seen.path("waits").toString().contains("zookeeper-unavailable"));
            assertThat(mesos.zooKeeper().server(0).exitCode())
                    .as("ZooKeeper's own end")
                    .isNotZero();
            assertThat(Members.tasks(mesos.status())).containsAllEntriesOf(tasks);
            Files.delete(rest);
            mesos.zooKeeper().start();
            Await.until(
                    "the target 1 stored",
                    Duration.ofMinutes(1),
                    () -> mesos.scale(1, "?confirm=true"),
                    answer -> answer.status() == 200);
            Wholeness.await(mesos, 1, uuid);
            assertThat(Members.tasks(mesos.status())).isEqualTo(tasks);
            assertThat(mesos.scheduler().pid())
                    .as("the scheduler went on by itself")
                    .isEqualTo(scheduler);
        }
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }
}
