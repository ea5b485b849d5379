package org.mesoselk.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals beyond the two that Java can send. */
final class Signals {

    private Signals() {}

    static void send(String signal, long pid) {
        int exit = kill(signal, pid);
        if (exit != 0) {
            throw new IllegalStateException("kill -s " + signal + " " + pid + " ended with " + exit);
        }
    }

    /** For a process that may have ended meanwhile. */
    static void sendIfAlive(String signal, long pid) {
        if (kill(signal, pid) != 0 && ProcessHandle.of(pid).isPresent()) {
            send(signal, pid);
        }
    }

    private static int kill(String signal, long pid) {
        try {
            return new ProcessBuilder("kill", "-s", signal, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
