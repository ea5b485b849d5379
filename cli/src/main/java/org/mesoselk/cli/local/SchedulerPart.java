package org.mesoselk.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.cli.api.Http;
import org.mesoselk.cli.api.SchedulerApi;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.marathon.AppDefinition;
import org.mesoselk.cli.marathon.AppRun;
import org.mesoselk.cli.process.Launch;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;

/**
 * A framework's scheduler, started from the app definition that Marathon would get.
 *
 * @param variables see {@link SchedulerVariables}
 */
record SchedulerPart(
        Framework framework,
        String name,
        Home home,
        Checkout checkout,
        int port,
        Map<String, String> variables,
        Http http)
        implements Part {

    @Override
    public String title() {
        return name.equals(framework.scheduler()) ? "the " + framework.title() + " scheduler" : name;
    }

    /** Where the scheduler of this name can be asked; empty while it has not said so. */
    static Optional<URI> announced(Home home, String name) {
        try {
            String api = Json.tree(Files.readAllBytes(announcement(home, name)))
                    .path("api")
                    .asString("");
            return api.isEmpty() ? Optional.empty() : Optional.of(URI.create(api));
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Path announcement(Home home, String name) {
        return home.run().resolve(name + ".json");
    }

    @Override
    public Launch prepare() {
        AppDefinition app = AppDefinition.read(checkout.app(framework.key()));
        try {
            Files.createDirectories(home.data());
            Files.createDirectories(home.registry());
            Files.deleteIfExists(announcement(home, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> overrides = new HashMap<>(Marks.of(home, name));
        overrides.putAll(variables);
        overrides.put(
                SchedulerVariables.PREFIX + "API_ANNOUNCE",
                announcement(home, name).toString());
        List<Integer> ports = Collections.nCopies(app.portDefinitions().size(), port);
        Path sandbox = home.app(name.replace(framework.scheduler(), framework.key()));
        return new AppRun(app, name, sandbox, home.log(name), checkout.fetchable(framework), ports, overrides)
                .prepare();
    }

    @Override
    public boolean ready() throws InterruptedException {
        Optional<URI> api = announced(home, name);
        if (api.isEmpty()) {
            return false;
        }
        try {
            new SchedulerApi(api.get(), http).status();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
