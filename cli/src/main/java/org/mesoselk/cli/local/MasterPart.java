package org.mesoselk.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mesoselk.cli.api.Http;
import org.mesoselk.cli.home.Atomically;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.process.Launch;

/** A Mesos master in a process of its own. Several elect a leader in ZooKeeper. */
record MasterPart(String name, Home home, Path jar, int port, String zookeeper, Map<String, String> options, Http http)
        implements Part {

    private static final int HEAP_MB = 64;

    @Override
    public String title() {
        return "the Mesos " + name;
    }

    static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public Launch prepare() {
        List<String> arguments = new ArrayList<>(List.of(
                "-jar",
                jar(home, jar).toString(),
                "master",
                "--port",
                Integer.toString(port),
                "--zk",
                zookeeper + "/mesos"));
        options.forEach((option, value) -> arguments.addAll(List.of("--" + option, value)));
        return new Launch(name, Java.command(HEAP_MB, arguments), home.mesos(), Marks.of(home, name), home.log(name));
    }

    /** The copy that runs. */
    static Path jar(Home home, Path built) {
        Path copy = home.lib().resolve("local-mesos.jar");
        Atomically.copy(built, copy);
        try {
            Files.createDirectories(home.mesos());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }

    /** One that does not lead is healthy too. */
    @Override
    public boolean ready() throws InterruptedException {
        return http.ok(address(port).resolve("/health"));
    }
}
