package org.mesoselk.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.home.Settings;
import org.mesoselk.cli.local.Framework;
import org.mesoselk.cli.local.Names;
import org.mesoselk.cli.process.PidFiles;
import org.mesoselk.cli.process.ProcessId;
import org.mesoselk.cli.process.ProcessTable;

/** A home all of whose processes seem to run: their pid files name this JVM. */
public record RunningHome(Home home) {

    public static RunningHome in(Path folder, Settings settings) {
        Home home = new Home(folder);
        home.create();
        settings.withPorts(
                        new Settings.Ports(OptionalInt.of(2181), OptionalInt.of(5050), OptionalInt.empty(), Map.of()))
                .write(home);
        ProcessTable table = new ProcessTable();
        ProcessId self = ProcessId.of(ProcessHandle.current().pid(), table).orElseThrow();
        Names.of(settings).forEach(name -> new PidFiles(home.run(), table).write(name, self));
        return new RunningHome(home);
    }

    /** As the scheduler does when its API listens. */
    public RunningHome announce(Framework framework, String api) throws IOException {
        Files.writeString(home.run().resolve(framework.scheduler() + ".json"), "{\"api\": \"" + api + "\"}");
        return this;
    }

    public Map<String, String> environment() {
        return Map.of("ELK_HOME", home.directory().toString());
    }
}
