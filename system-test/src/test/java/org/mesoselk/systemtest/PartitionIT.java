package org.mesoselk.systemtest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Runs partitions one after the other on one installation. After a failure the next one gets a new one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PartitionIT {

    @TempDir
    static Path folder;

    private Optional<Partitioned> partitioned = Optional.empty();
    private int starts;

    @TestFactory
    Stream<DynamicTest> partitions() {
        return Partitions.toRun().stream().map(cell -> DynamicTest.dynamicTest(cell.toString(), () -> run(cell)));
    }

    private void run(Partition cell) throws Exception {
        Optional<String> impossible = NetworkNeeds.missing(cell);
        assumeTrue(impossible.isEmpty(), () -> impossible.orElse(""));
        Instant start = Instant.now();
        String outcome = "FAILED";
        try {
            outcome = "passed, " + new PartitionRun(started(), cell).run();
        } finally {
            System.out.printf(
                    "%s: %s, %d s%n",
                    cell, outcome, Duration.between(start, Instant.now()).toSeconds());
            if (outcome.equals("FAILED")) {
                KeptLogs.keep(own(), "partitions", cell.toString());
                close();
            }
        }
    }

    private Path own() {
        return folder.resolve("installation-" + starts);
    }

    private Partitioned started() throws Exception {
        if (partitioned.isEmpty()) {
            starts++;
            partitioned = Optional.of(Partitioned.start(Files.createDirectories(own())));
        }
        return partitioned.get();
    }

    @AfterAll
    void close() {
        Optional<Partitioned> open = partitioned;
        partitioned = Optional.empty();
        open.ifPresent(Partitioned::close);
    }
}
