package org.mesoselk.localmesos.agent.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Processes that have a variable in their environment: what was started with it and all below that, wherever it has gone
 * to in the tree of processes, unless it has cleared its environment.
 */
public final class MarkedProcesses {

    private static final long PAUSE_MILLIS = 20;

    private final String entry;

    public MarkedProcesses(String variable, String value) {
        this.entry = variable + "=" + value;
    }

    /** SIGTERM for all. */
    public void terminate() {
        living().forEach(ProcessHandle::destroy);
    }

    /**
     * SIGKILL for all, again for those that were forked meanwhile.
     *
     * @return false when some still lived after {@code patience}
     */
    public boolean kill(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (List<ProcessHandle> left = living(); !left.isEmpty(); left = living()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            left.forEach(ProcessHandle::destroyForcibly);
            Thread.sleep(PAUSE_MILLIS);
        }
        return true;
    }

    private List<ProcessHandle> living() {
        return ProcStat.living().stream()
                .filter(process -> isMarked(process.pid()))
                .flatMap(process -> ProcessHandle.of(process.pid()).stream())
                .toList();
    }

    private boolean isMarked(long pid) {
        try {
            String environment = Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
            return ('\0' + environment).contains('\0' + entry + '\0');
        } catch (IOException e) {
            // It has ended meanwhile, or belongs to somebody else.
            return false;
        }
    }
}
