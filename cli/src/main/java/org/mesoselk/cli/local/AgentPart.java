package org.mesoselk.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mesoselk.cli.api.MesosApi;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.process.Launch;

/**
 * A Mesos agent in a process of its own, on the work directory that it has in one process with the others too.
 *
 * @param options arguments besides master, port and work directory
 */
record AgentPart(int number, Home home, Path jar, String zookeeper, List<String> options, MesosApi mesos)
        implements Part {

    private static final int HEAP_MB = 48;

    @Override
    public String name() {
        return Names.agent(number);
    }

    @Override
    public String title() {
        return "the Mesos " + name();
    }

    @Override
    public Launch prepare() {
        List<String> arguments = new ArrayList<>(List.of(
                "-jar",
                MasterPart.jar(home, jar).toString(),
                "agent",
                "--master",
                zookeeper + "/mesos",
                "--work-dir",
                workDir().toString(),
                // The one that it had before, which its executors know it by.
                "--port",
                "0"));
        arguments.addAll(options);
        return new Launch(
                name(), Java.command(HEAP_MB, arguments), home.mesos(), Marks.of(home, name()), home.log(name()));
    }

    private Path workDir() {
        return home.mesos().resolve(name());
    }

    /** Whether a master counts it among its agents; the agent notes its port as Mesos notes everything, below meta. */
    @Override
    public boolean ready() throws InterruptedException {
        try {
            String port =
                    Files.readString(workDir().resolve("meta").resolve("port")).strip();
            return mesos.activeAgentPorts().contains(Integer.parseInt(port));
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }
}
