package org.mesoselk.executor.logstash.official;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.commons.distribution.Located;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.logstash.OfficialLogstash;
import org.mesoselk.commons.process.Credentials;
import org.mesoselk.commons.process.Setpriv;
import org.mesoselk.commons.process.Users;
import org.mesoselk.commons.security.UnusableFileException;
import org.mesoselk.executor.logstash.forwarder.deliver.ElasticsearchTarget;
import org.mesoselk.executor.logstash.official.distribution.LogstashHome;
import org.mesoselk.executor.logstash.official.render.DefaultPipeline;
import org.mesoselk.executor.logstash.official.render.Variables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the distribution, a JDK, a user and the secrets, and looks whether this agent can run it. */
public final class PlanLogstash {

    private static final Logger LOG = LoggerFactory.getLogger(PlanLogstash.class);

    private static final long PAUSE_MILLIS = 300;

    /** Of this executor's own environment, what Logstash gets too. */
    private static final List<String> INHERITED = List.of("PATH", "LANG", "LC_ALL", "TZ");

    private final Path sandbox;
    private final Map<String, String> ownEnvironment;
    private final Duration patience;

    /** @param patience how long what passes by itself may take */
    public PlanLogstash(Path sandbox, Map<String, String> ownEnvironment, Duration patience) {
        this.sandbox = sandbox;
        this.ownEnvironment = ownEnvironment;
        this.patience = patience;
    }

    /** What came of it. */
    public sealed interface Plan {

        record Fit(PreparedLogstash prepared) implements Plan {}

        /** A sentence each, with the remedy. */
        record Unfit(List<String> sentences) implements Plan {}
    }

    /** @param directory this agent's folder in the registry */
    public Plan plan(LogstashTask task, Variables.Agent agent, Path directory)
            throws IOException, InterruptedException {
        OfficialLogstash official = task.logstash().orElseThrow();
        Located<LogstashHome> located = LogstashHome.in(sandbox).locate(official.home(), official.archive());
        if (located instanceof Located.Missing<LogstashHome> missing) {
            return new Plan.Unfit(List.of(missing.sentence()));
        }
        LogstashHome home = ((Located.Found<LogstashHome>) located).home();
        List<String> faults = new ArrayList<>();
        home.unsupported().ifPresent(faults::add);
        HostChecks.Java java = HostChecks.Java.choose(official, home, Path.of(System.getProperty("java.home")));
        java.fault().ifPresent(faults::add);
        faults.addAll(HostChecks.lasting(official, directory, HostChecks.availableMb()));
        Optional<Setpriv> setpriv = Setpriv.find(ownEnvironment.getOrDefault("PATH", ""));
        UserChoice user = UserChoice.choose(
                official.runAs(),
                List.of(sandbox, directory, home.launcher(), java.home().resolve("bin/java")),
                Users.ofThisHost(),
                setpriv);
        if (user instanceof UserChoice.None none) {
            faults.add(none.sentence());
        }
        Map<String, String> environment = environment(java.home(), agent);
        try {
            ElasticsearchTarget target = new ElasticsearchTarget(task.output());
            environment.putAll(Secrets.of(task.output().access()));
            environment.putAll(Secrets.of(official.secretFiles()));
            LogstashDirs dirs = LogstashDirs.of(directory, sandbox);
            String byDefault = DefaultPipeline.render(
                    task,
                    agent.workDir(),
                    dirs.sincedbs().toString(),
                    dirs.names().toString(),
                    environment.keySet());
            environment.put("HOME", dirs.tmp().toString());
            if (faults.isEmpty()) {
                faults.addAll(ports(task, official));
            }
            if (!faults.isEmpty()) {
                return new Plan.Unfit(List.copyOf(faults));
            }
            UserChoice.Chosen chosen = (UserChoice.Chosen) user;
            LOG.info(chosen.note());
            Credentials credentials = chosen.credentials();
            return new Plan.Fit(new PreparedLogstash(
                    task,
                    official,
                    home,
                    dirs,
                    byDefault,
                    Map.copyOf(environment),
                    target,
                    setpriv,
                    credentials,
                    sandbox));
        } catch (UnusableFileException | IllegalArgumentException | IOException e) {
            faults.add(e.getMessage());
            return new Plan.Unfit(List.copyOf(faults));
        }
    }

    private Map<String, String> environment(Path java, Variables.Agent agent) {
        Map<String, String> environment = new HashMap<>(Variables.agent(agent));
        // Its launcher is a shell script.
        environment.put("PATH", "/usr/bin:/bin");
        INHERITED.stream()
                .filter(ownEnvironment::containsKey)
                .forEach(name -> environment.put(name, ownEnvironment.get(name)));
        environment.put("LS_JAVA_HOME", java.toString());
        return environment;
    }

    /** The Logstash before this one may still be on its way out. */
    private List<String> ports(LogstashTask task, OfficialLogstash official) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        List<String> taken = HostChecks.ports(task, official);
        while (!taken.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE_MILLIS);
            taken = HostChecks.ports(task, official);
        }
        return taken;
    }
}
