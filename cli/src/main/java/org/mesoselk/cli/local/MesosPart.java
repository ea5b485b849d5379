package org.mesoselk.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mesoselk.cli.api.Http;
import org.mesoselk.cli.home.Atomically;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.home.Settings.MesosSettings;
import org.mesoselk.cli.process.Launch;

/** A Mesos master and its agents in one JVM. */
record MesosPart(Home home, Path jar, int port, String zookeeper, MesosSettings settings, Http http) implements Part {

    private static final int HEAP_MB = 150;

    private static final int HEAP_MB_PER_AGENT = 2;

    @Override
    public String name() {
        return Names.MESOS;
    }

    @Override
    public String title() {
        return "Mesos with " + settings.agents() + (settings.agents() == 1 ? " agent" : " agents");
    }

    URI master() {
        return URI.create("http://127.0.0.1:" + port);
    }

    static Path announcement(Home home) {
        return home.run().resolve("mesos.json");
    }

    @Override
    public Launch prepare() {
        Path copy = home.lib().resolve("local-mesos.jar");
        Atomically.copy(jar, copy);
        try {
            Files.createDirectories(home.mesos());
            Files.deleteIfExists(announcement(home));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> arguments = new ArrayList<>(List.of(
                "-jar",
                copy.toString(),
                "all",
                "--port",
                Integer.toString(port),
                "--zk",
                zookeeper + "/mesos",
                "--agents",
                Integer.toString(settings.agents()),
                "--work-dir",
                home.mesos().toString(),
                "--announce",
                announcement(home).toString()));
        settings.resources().forEach(resources -> arguments.addAll(List.of("--agent-resources", resources)));
        settings.attributes().forEach(attributes -> arguments.addAll(List.of("--attributes", attributes)));
        settings.options().forEach((option, value) -> arguments.addAll(List.of("--" + option, value)));
        return new Launch(
                name(), Java.command(heapMb(), arguments), home.mesos(), Marks.of(home, name()), home.log(name()));
    }

    private int heapMb() {
        return HEAP_MB + HEAP_MB_PER_AGENT * settings.agents();
    }

    @Override
    public boolean ready() throws InterruptedException {
        return Files.exists(announcement(home)) && http.ok(master().resolve("/health"));
    }
}
