package org.mesoselk.localmesos;

import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.mesoselk.localmesos.master.Master;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "master", description = "Runs a master.", mixinStandardHelpOptions = true)
final class MasterCommand implements Callable<Integer> {

    @Option(names = "--port", defaultValue = "5050", description = "0 for any free one (${DEFAULT-VALUE})")
    private int port;

    @Mixin
    private MasterFlags flags;

    @Override
    public Integer call() throws IOException {
        Running running = new Running();
        running.add(Master.start(flags.options(port), InstantSource.system(), why -> running.stop(1, why)));
        return running.await();
    }
}
