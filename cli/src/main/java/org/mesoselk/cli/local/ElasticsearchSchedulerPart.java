package org.mesoselk.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.cli.api.Http;
import org.mesoselk.cli.api.SchedulerApi;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.home.Settings;
import org.mesoselk.cli.marathon.AppDefinition;
import org.mesoselk.cli.marathon.AppRun;
import org.mesoselk.cli.process.Launch;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;

/** The Elasticsearch framework's scheduler, started from the app definition that Marathon would get. */
record ElasticsearchSchedulerPart(
        String name,
        Home home,
        Checkout checkout,
        int port,
        String zookeeper,
        Settings settings,
        Path elasticsearchHome,
        Http http)
        implements Part {

    static final String APP = "elasticsearch";
    private static final String PREFIX = "MESOS_ELK_";

    @Override
    public String title() {
        return name.equals(Names.SCHEDULER_ELASTICSEARCH) ? "the Elasticsearch scheduler" : name;
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
        AppDefinition app = AppDefinition.read(checkout.app(APP));
        try {
            Files.createDirectories(home.data());
            Files.deleteIfExists(announcement(home, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Integer> ports = Collections.nCopies(app.portDefinitions().size(), port);
        return new AppRun(app, name(), home.app(sandbox()), home.log(name()), checkout.fetchable(), ports, overrides())
                .prepare();
    }

    private String sandbox() {
        return name.replace(Names.SCHEDULER_ELASTICSEARCH, APP);
    }

    /** What differs on one machine from what the app definition says for a cluster. */
    private Map<String, String> overrides() {
        Settings.MemberSettings members = settings.members();
        Map<String, String> overrides = new HashMap<>(Marks.of(home, name()));
        overrides.put(PREFIX + "ZOOKEEPER", zookeeper);
        overrides.put(PREFIX + "MESOS_MASTER", zookeeper + "/mesos");
        overrides.put(PREFIX + "API_ANNOUNCE", announcement(home, name).toString());
        overrides.put(PREFIX + "NODES", Integer.toString(settings.nodes()));
        overrides.put(PREFIX + "CPUS", Double.toString(members.cpus()));
        overrides.put(PREFIX + "MEMORY", Integer.toString(members.memory()));
        overrides.put(PREFIX + "HEAP", Integer.toString(members.heap()));
        overrides.put(PREFIX + "DISK", "2048");
        overrides.put(PREFIX + "DATA_DIR", home.data().toString());
        overrides.put(PREFIX + "ELASTICSEARCH_HOME", elasticsearchHome.toString());
        overrides.put(PREFIX + "ELASTICSEARCH_URL", "");
        overrides.put(PREFIX + "JAVA_HOME", System.getProperty("java.home"));
        // Only the quick compiler: a node starts with a third less work, which counts where all share one machine.
        overrides.put(PREFIX + "JVM_OPTION", "-XX:TieredStopAtLevel=1");
        members.options().forEach((option, value) -> overrides.put(variable(option), value));
        return overrides;
    }

    private static String variable(String option) {
        return PREFIX + option.toUpperCase(Locale.ROOT).replace('-', '_');
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
