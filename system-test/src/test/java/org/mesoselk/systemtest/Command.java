package org.mesoselk.systemtest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A short command that was run: what it said, and how it ended. */
record Command(List<String> line, int exit, String output) {

    static Command run(String... line) {
        return run(List.of(line));
    }

    /** @throws IllegalStateException when there is no such program */
    static Command run(List<String> line) {
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Command(line, process.waitFor(), output.strip());
        } catch (IOException e) {
            throw new IllegalStateException("cannot run " + line.get(0) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Command expectSuccess() {
        if (exit != 0) {
            throw new IllegalStateException(String.join(" ", line) + " ended with " + exit + ": " + output);
        }
        return this;
    }
}
