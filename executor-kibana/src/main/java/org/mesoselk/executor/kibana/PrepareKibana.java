package org.mesoselk.executor.kibana;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.commons.distribution.Located;
import org.mesoselk.commons.kibana.KibanaTask;
import org.mesoselk.commons.process.ProcessSpec;
import org.mesoselk.commons.process.Setpriv;
import org.mesoselk.commons.security.UnusableFileException;
import org.mesoselk.executor.kibana.distribution.Home;
import org.mesoselk.executor.kibana.distribution.LocateHome;
import org.mesoselk.executor.kibana.preflight.Preflight;
import org.mesoselk.executor.kibana.preflight.Verdict;
import org.mesoselk.executor.kibana.relay.Relay;
import org.mesoselk.executor.kibana.render.KibanaDirs;
import org.mesoselk.executor.kibana.render.KibanaYml;
import org.mesoselk.executor.kibana.render.WriteKibana;
import org.mesoselk.executor.kibana.version.Login;
import org.mesoselk.executor.kibana.version.VersionLine;
import org.mesoselk.executor.kibana.version.VersionLines;
import org.mesoselk.executor.kibana.version.Wanted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a task to a Kibana that only has to be started: find the distribution, check the host, open the relay, write. */
final class PrepareKibana {

    private static final Logger LOG = LoggerFactory.getLogger(PrepareKibana.class);

    /** How long to wait for what passes by itself: the instance before this one gives its port free. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long PAUSE_MILLIS = 250;

    private static final List<String> KEYS = List.of(
            "xpack.security.encryptionKey",
            "xpack.reporting.encryptionKey",
            "xpack.encryptedSavedObjects.encryptionKey");

    private final Path sandbox;
    private final Map<String, String> ownEnvironment;
    private final Preflight preflight;
    private final Optional<Setpriv> setpriv;
    private final InstantSource clock;

    PrepareKibana(
            Path sandbox,
            Map<String, String> ownEnvironment,
            Preflight preflight,
            Optional<Setpriv> setpriv,
            InstantSource clock) {
        this.sandbox = sandbox;
        this.ownEnvironment = Map.copyOf(ownEnvironment);
        this.preflight = preflight;
        this.setpriv = setpriv;
        this.clock = clock;
    }

    Preparation prepare(KibanaTask task) throws IOException, InterruptedException {
        Located<Home> located = new LocateHome(sandbox).locate(task.distribution());
        if (located instanceof Located.Missing<Home> missing) {
            return new Preparation.Refused(List.of(missing.sentence()), Optional.empty());
        }
        Home home = ((Located.Found<Home>) located).home();
        Optional<VersionLine> line = VersionLines.of(home.version());
        if (line.isEmpty()) {
            return refused(home, List.of(VersionLines.unsupported(home.version())));
        }
        LOG.info("Kibana {} is in {}", home.version(), home.directory());
        LoginFiles.Read login = LoginFiles.read(task);
        return login instanceof LoginFiles.Read.Unusable unusable
                ? refused(home, List.of(unusable.sentence()))
                : prepare(task, home, line.get(), ((LoginFiles.Read.Found) login).login());
    }

    private Preparation prepare(KibanaTask task, Home home, VersionLine line, Login login)
            throws IOException, InterruptedException {
        KibanaDirs dirs = KibanaDirs.in(sandbox);
        List<String> misconfigured = KibanaYml.faults(line, wanted(task, home, dirs, Optional.empty(), login));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean waiting = false;
        while (true) {
            Verdict verdict = preflight.check(task, home);
            if (verdict instanceof Verdict.Fit fit && misconfigured.isEmpty()) {
                fit.notes().forEach(LOG::info);
                return write(task, home, line, login, dirs, fit);
            }
            List<String> sentences = new ArrayList<>(misconfigured);
            boolean passing = misconfigured.isEmpty();
            if (verdict instanceof Verdict.Unfit unfit) {
                sentences.addAll(unfit.sentences());
                passing = passing && unfit.passing();
            }
            if (!passing || System.nanoTime() > deadline) {
                return refused(home, List.copyOf(sentences));
            }
            if (!waiting) {
                LOG.info("Waiting up to {} s: {}", PATIENCE.toSeconds(), String.join(" ", sentences));
            }
            waiting = true;
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static Preparation refused(Home home, List<String> sentences) {
        return new Preparation.Refused(sentences, Optional.of(home.version().text()));
    }

    private static Wanted wanted(
            KibanaTask task, Home home, KibanaDirs dirs, Optional<String> elasticsearch, Login login) {
        return new Wanted(task, home.version(), home.hasXPack(), dirs.data(), elasticsearch, login);
    }

    private Preparation write(
            KibanaTask task, Home home, VersionLine line, Login login, KibanaDirs dirs, Verdict.Fit fit)
            throws IOException {
        List<String> ownHosts = OwnHosts.of(task.settings());
        Relay relay;
        try {
            relay = new Relay(task.access().caFile().map(Path::of), clock);
        } catch (UnusableFileException e) {
            return refused(home, List.of("Elasticsearch's certificates cannot be verified: " + e.getMessage() + "."));
        }
        relay.tell(ownHosts);
        Wanted wanted =
                wanted(task, home, dirs, ownHosts.isEmpty() ? Optional.of(relay.url()) : Optional.empty(), login);
        WriteKibana.write(
                home,
                sandbox,
                dirs,
                KibanaYml.text(line, wanted),
                fit.credentials().user());
        CommandLine command = CommandLine.of(home, line, fit.node(), task.heapMb(), dirs, ownEnvironment);
        Path console = sandbox.resolve("kibana.out");
        ProcessSpec plain = new ProcessSpec(command.words(), command.environment(), dirs.tmp(), console, console);
        if (setpriv.isEmpty()) {
            LOG.warn("setpriv is not installed: should this executor be killed, nothing ends Kibana with it");
        }
        ProcessSpec spec =
                setpriv.map(tool -> plain.under(tool, fit.credentials())).orElse(plain);
        LOG.info("Wrote {} for {}", dirs.yml(), task.name());
        return new Preparation.Ready(
                new PreparedKibana(task, spec, relay, ownHosts.isEmpty(), login, secrets(task, login)),
                home.version().text());
    }

    private static List<String> secrets(KibanaTask task, Login login) {
        List<String> secrets = new ArrayList<>(login.secrets());
        task.keys().ifPresent(keys -> KEYS.forEach(name -> secrets.add(keys.key(name))));
        KEYS.stream().map(task.settings()::get).forEach(own -> {
            if (own != null) {
                secrets.add(own);
            }
        });
        return List.copyOf(secrets);
    }
}
