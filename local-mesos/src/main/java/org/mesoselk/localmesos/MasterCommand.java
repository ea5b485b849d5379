package org.mesoselk.localmesos;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mesoselk.localmesos.master.Master;
import org.mesoselk.localmesos.master.MasterOptions;
import org.mesoselk.localmesos.simulated.SimulatedAgents;
import org.mesoselk.localmesos.simulated.SimulatedOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "master", description = "Runs a master.", mixinStandardHelpOptions = true)
final class MasterCommand implements Callable<Integer> {

    @Option(names = "--port", defaultValue = "5050", description = "0 for any free one (${DEFAULT-VALUE})")
    private int port;

    @Mixin
    private MasterFlags flags;

    @Mixin
    private SimulatedFlags simulatedFlags;

    @Mixin
    private SecurityFlags security;

    @Override
    public Integer call() throws IOException {
        MasterOptions options = flags.options(port, security.security());
        Optional<SimulatedOptions> simulated = simulatedFlags.options();
        Running running = new Running();
        Master master = running.add(Master.start(options, InstantSource.system(), why -> running.stop(1, why)));
        simulated.ifPresent(some -> running.add(SimulatedAgents.start(master, some, InstantSource.system())));
        return running.await();
    }
}
