package org.mesoselk.cli.process;

import java.io.IOException;
import org.mesoselk.cli.Failure;

/** Signals beyond the two that Java can send, to processes that are certainly those that are meant. */
public record Signals(ProcessTable table) {

    public enum Signal {
        KILL,
        STOP,
        CONT
    }

    /** @return false when the process has ended */
    public boolean send(Signal signal, ProcessId id) throws InterruptedException {
        if (!id.alive(table)) {
            return false;
        }
        try {
            int exit = new ProcessBuilder("kill", "-s", signal.name(), Long.toString(id.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (exit != 0 && id.alive(table)) {
                throw Failure.failed("kill -s " + signal + " " + id.pid() + " ended with " + exit
                        + ": run elk as the user who started the installation");
            }
            return exit == 0;
        } catch (IOException e) {
            throw Failure.failed("Cannot run kill", e);
        }
    }
}
