package org.mesoselk.systemtest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.JsonNode;

/** Commands typed into a shell in a checkout. */
record Elk(Path checkout, Path logs, List<String> asUser, Map<String, String> environment) {

    record Result(int exitCode, String output) {
        Result expect(int wanted) {
            if (exitCode != wanted) {
                throw new AssertionError("expected exit code " + wanted + ", got " + exitCode + ":\n" + output);
            }
            return this;
        }
    }

    static Elk in(Path checkout, Path logs) {
        return new Elk(checkout, logs, List.of(), Map.of());
    }

    /** Runs one shell command line in the checkout. */
    Result run(String commandLine) throws IOException {
        try (Program program = start(commandLine)) {
            int exit = program.exitCode(Duration.ofMinutes(15));
            return new Result(exit, program.output());
        }
    }

    /** Starts what goes on until it is ended; {@code exec} in front of it makes the program itself what is ended. */
    Program start(String commandLine) {
        Path log = logs.resolve("elk-" + System.nanoTime() + ".log");
        List<String> command = new ArrayList<>(asUser);
        command.addAll(List.of("bash", "-c", "cd '" + checkout + "' && " + commandLine + " </dev/null"));
        return Program.start(commandLine, log, environment, command);
    }

    JsonNode status(String options) throws IOException {
        Result result = run("./elk status --json " + options).expect(0);
        return Json.mapper().readTree(result.output());
    }
}
