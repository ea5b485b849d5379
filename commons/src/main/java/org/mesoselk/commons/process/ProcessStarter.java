package org.mesoselk.commons.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts children from one thread that lives as long as this starter: the kernel's parent-death signal, which
 * {@link Setpriv#wrap} asks for, is bound to the thread that started the child, not to the process.
 */
public final class ProcessStarter implements AutoCloseable {

    private final ExecutorService parent = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "process-parent");
        thread.setDaemon(true);
        return thread;
    });

    /** @throws IOException when the program cannot be started or a log file cannot be opened */
    public ChildProcess start(ProcessSpec spec) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(spec.command())
                .directory(spec.directory().toFile())
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(Redirect.appendTo(spec.stdout().toFile()));
        if (spec.stderr().equals(spec.stdout())) {
            builder.redirectErrorStream(true);
        } else {
            builder.redirectError(Redirect.appendTo(spec.stderr().toFile()));
        }
        builder.environment().clear();
        builder.environment().putAll(spec.environment());
        try {
            return new StartedChild(parent.submit(builder::start).get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException("Cannot start " + spec.command(), e.getCause());
        }
    }

    /** Ends the thread, and with it the children that {@link Setpriv#wrap} has bound to it. */
    @Override
    public void close() {
        parent.shutdownNow();
    }
}
