package org.mesoselk.systemtest;

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

/** Runs cells one after the other on one installation. After a failure the next cell gets a new one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KillMatrix {

    @TempDir
    static Path folder;

    private Optional<Installation> installation = Optional.empty();
    private int starts;
    private int cells;

    abstract Component[] components();

    /** What is special about the installation that these components need. */
    abstract Installation.Builder shape(Installation.Builder builder);

    @TestFactory
    Stream<DynamicTest> cells() {
        return Cells.of(components()).stream().map(cell -> DynamicTest.dynamicTest(cell.toString(), () -> run(cell)));
    }

    private void run(Cell cell) throws Exception {
        Instant start = Instant.now();
        boolean passed = false;
        try {
            new CellRun(started(), cell, ++cells).run();
            passed = true;
        } finally {
            System.out.printf(
                    "%s: %s, %d s%n",
                    cell,
                    passed ? "passed" : "FAILED",
                    Duration.between(start, Instant.now()).toSeconds());
            if (!passed) {
                KeptLogs.keep(folder.resolve("installation-" + starts), "kill-matrix", cell.toString());
                close();
            }
        }
    }

    private Installation started() throws Exception {
        if (installation.isEmpty()) {
            Path own = Files.createDirectories(folder.resolve("installation-" + ++starts));
            installation = Optional.of(
                    shape(Installation.in(own).agents(5).elasticsearch().scheduler("--nodes", "3"))
                            .start());
        }
        return installation.get();
    }

    @AfterAll
    void close() {
        Optional<Installation> open = installation;
        installation = Optional.empty();
        open.ifPresent(Installation::close);
    }
}
