package org.mesoselk.cli.demo;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.down.Down;
import org.mesoselk.cli.home.Atomically;
import org.mesoselk.cli.local.Teardown;
import org.mesoselk.cli.process.ProcessTable;
import org.mesoselk.cli.progress.Progress;

/** Runs a demonstration, tells what came of it, and leaves nothing running, however it ends. */
public record RunDemo(Demo demo, Optional<Path> report, boolean keep) {

    /** @return whether nothing was lost and no search failed */
    public boolean run(DemoPlan plan, Optional<Path> elasticsearchHome) throws InterruptedException {
        boolean fresh = !demo.home().exists();
        AtomicBoolean over = new AtomicBoolean();
        Thread onInterrupt = new Thread(() -> {
            if (fresh && !over.get()) {
                stop();
            }
        });
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            DemoReport result = demo.run(plan, elasticsearchHome);
            List<String> lines = result.lines();
            lines.forEach(demo.console().out()::println);
            report.ifPresent(
                    file -> Atomically.write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)));
            over.set(keep);
            if (!keep) {
                new Down(demo.console(), demo.home()).run(true, true);
                over.set(true);
            }
            return result.good();
        } catch (Failure e) {
            if (fresh && demo.home().exists()) {
                leave(stop());
            }
            over.set(true);
            throw e;
        }
    }

    /** What ran has left logs that tell why it failed. */
    private void leave(boolean ran) {
        if (ran) {
            String home = demo.home().directory().toString();
            demo.console().err().println("All is stopped; logs and data are left in " + home);
        } else {
            demo.home().wipe();
        }
    }

    /** @return whether anything ran */
    private boolean stop() {
        try {
            Progress progress = demo.console().progress();
            return new Teardown(demo.home(), new ProcessTable(), progress).run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
