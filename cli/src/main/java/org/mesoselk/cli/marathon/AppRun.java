package org.mesoselk.cli.marathon;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.home.Atomically;
import org.mesoselk.cli.process.Launch;

/**
 * Runs an app as Marathon and a Mesos agent would: files fetched into a sandbox, ports given, the environment set, the
 * command run by a shell.
 *
 * @param name of the process, unique in the home
 * @param built files of this checkout by name; a fetched URI that ends in such a name is taken from here
 * @param ports one for each of the app's port definitions
 * @param overrides environment that wins over the app's; an empty value takes a variable away
 */
public record AppRun(
        AppDefinition app,
        String name,
        Path sandbox,
        Path log,
        Map<String, Path> built,
        List<Integer> ports,
        Map<String, String> overrides) {

    private static final String LOOPBACK = "127.0.0.1";

    public Launch prepare() {
        try {
            Files.createDirectories(sandbox);
            for (AppDefinition.FetchUri uri : app.fetch()) {
                fetch(uri);
            }
        } catch (IOException e) {
            throw Failure.failed("Cannot make the sandbox " + sandbox + " of " + name, e);
        }
        return new Launch(name, List.of("/bin/sh", "-c", app.cmd()), sandbox, environment(), log);
    }

    private void fetch(AppDefinition.FetchUri uri) throws IOException {
        Path source = source(uri);
        if (!Files.isRegularFile(source)) {
            throw Failure.failed(
                    "The app definition of " + name + " fetches " + uri.uri() + ", but there is no " + source);
        }
        Path target = sandbox.resolve(uri.fileName()).normalize();
        if (!target.startsWith(sandbox)) {
            throw Failure.failed(
                    "The app definition of " + name + " fetches to " + uri.fileName() + ", out of its sandbox");
        }
        Atomically.copy(source, target);
        if (uri.executable().orElse(false) && !target.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + target + " executable");
        }
    }

    private Path source(AppDefinition.FetchUri uri) {
        Optional<Path> ours =
                Optional.ofNullable(built.get(uri.uri().substring(uri.uri().lastIndexOf('/') + 1)));
        if (ours.isPresent()) {
            return ours.get();
        }
        if (uri.uri().startsWith("file:")) {
            return Path.of(URI.create(uri.uri()));
        }
        if (uri.uri().startsWith("/")) {
            return Path.of(uri.uri());
        }
        throw Failure.failed(
                "The app definition of " + name + " fetches " + uri.uri() + ", which is neither a file nor built here");
    }

    /** As Marathon documents it under "Task Environment Variables", and the agent's MESOS_SANDBOX. */
    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        System.getenv().keySet().stream()
                .filter(variable -> variable.startsWith("MESOS_"))
                .forEach(foreign -> environment.put(foreign, ""));
        environment.put("HOST", LOOPBACK);
        environment.put("MARATHON_APP_ID", app.id());
        environment.put("MESOS_SANDBOX", sandbox.toString());
        environment.put("PORTS", ports.stream().map(String::valueOf).collect(Collectors.joining(",")));
        for (int i = 0; i < ports.size(); i++) {
            String port = Integer.toString(ports.get(i));
            if (i == 0) {
                environment.put("PORT", port);
            }
            environment.put("PORT" + i, port);
            app.portDefinitions()
                    .get(i)
                    .name()
                    .ifPresent(it -> environment.put(
                            "PORT_" + it.toUpperCase(java.util.Locale.ROOT).replace('-', '_'), port));
        }
        environment.putAll(app.env());
        environment.putAll(overrides);
        return environment;
    }
}
