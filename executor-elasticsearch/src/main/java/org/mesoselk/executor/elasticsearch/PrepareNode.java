package org.mesoselk.executor.elasticsearch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.commons.distribution.Located;
import org.mesoselk.commons.elastic.ElasticsearchTask;
import org.mesoselk.commons.elastic.HasData;
import org.mesoselk.commons.process.Credentials;
import org.mesoselk.commons.process.ProcessSpec;
import org.mesoselk.commons.process.Setpriv;
import org.mesoselk.executor.elasticsearch.distribution.Home;
import org.mesoselk.executor.elasticsearch.distribution.LocateHome;
import org.mesoselk.executor.elasticsearch.node.DataOnDisk;
import org.mesoselk.executor.elasticsearch.preflight.DataLock;
import org.mesoselk.executor.elasticsearch.preflight.Preflight;
import org.mesoselk.executor.elasticsearch.preflight.Verdict;
import org.mesoselk.executor.elasticsearch.render.RenderNode;
import org.mesoselk.executor.elasticsearch.render.Settings;
import org.mesoselk.executor.elasticsearch.version.NodeDirs;
import org.mesoselk.executor.elasticsearch.version.VersionLine;
import org.mesoselk.executor.elasticsearch.version.VersionLines;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a task to a node that only has to be started: find the distribution, check the host, lock, write the files. */
final class PrepareNode {

    private static final Logger LOG = LoggerFactory.getLogger(PrepareNode.class);

    /** How long to wait for what passes by itself: the node before this one gives its ports and its data free. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long PAUSE_MILLIS = 500;

    /** Of this executor's own environment, what a node gets too. */
    private static final List<String> INHERITED = List.of("PATH", "LANG", "LC_ALL", "TZ");

    private final Path sandbox;
    private final Map<String, String> ownEnvironment;
    private final Preflight preflight;
    private final Optional<Setpriv> setpriv;

    PrepareNode(Path sandbox, Map<String, String> ownEnvironment, Preflight preflight, Optional<Setpriv> setpriv) {
        this.sandbox = sandbox;
        this.ownEnvironment = Map.copyOf(ownEnvironment);
        this.preflight = preflight;
        this.setpriv = setpriv;
    }

    Preparation prepare(ElasticsearchTask task) throws IOException, InterruptedException {
        Located<Home> located = new LocateHome(sandbox).locate(task.distribution());
        if (located instanceof Located.Missing<Home> missing) {
            return refused(task, List.of(missing.sentence()));
        }
        Home home = ((Located.Found<Home>) located).home();
        Optional<VersionLine> line = VersionLines.of(home.version());
        if (line.isEmpty()) {
            return refused(task, List.of(VersionLines.unsupported(home.version())));
        }
        LOG.info("Elasticsearch {} is in {}", home.version(), home.directory());
        return prepare(task, home, line.get());
    }

    private Preparation prepare(ElasticsearchTask task, Home home, VersionLine line)
            throws IOException, InterruptedException {
        NodeDirs dirs = NodeDirs.of(sandbox, task.dataDir().map(Path::of));
        List<String> misconfigured = Settings.faults(line, task, dirs);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean waiting = false;
        while (true) {
            Verdict verdict = preflight.check(task, home, line);
            if (verdict instanceof Verdict.Fit fit && misconfigured.isEmpty()) {
                Optional<DataLock.Outcome> lock = lock(task);
                if (lock.isPresent() && lock.get() instanceof DataLock.Outcome.Held held) {
                    verdict = new Verdict.Unfit(List.of(held.fault()));
                } else {
                    fit.notes().forEach(LOG::info);
                    Optional<DataLock> taken = lock.map(outcome -> ((DataLock.Outcome.Taken) outcome).lock());
                    HasData data = DataOnDisk.in(dirs.data());
                    Optional<String> refusal = line.refusal(task, data);
                    if (refusal.isPresent()) {
                        return new Preparation.Refused(List.of(refusal.get()), data);
                    }
                    return render(task, home, line, dirs, fit, taken);
                }
            }
            List<String> sentences = new ArrayList<>(misconfigured);
            boolean passing = misconfigured.isEmpty();
            if (verdict instanceof Verdict.Unfit unfit) {
                sentences.addAll(unfit.sentences());
                passing = passing && unfit.passing();
            }
            if (!passing || System.nanoTime() > deadline) {
                return refused(task, List.copyOf(sentences));
            }
            if (!waiting) {
                LOG.info("Waiting up to {} s: {}", PATIENCE.toSeconds(), String.join(" ", sentences));
            }
            waiting = true;
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** What lies there now is what the task leaves, but for a process that still uses it. */
    private Preparation refused(ElasticsearchTask task, List<String> sentences) {
        return new Preparation.Refused(sentences, lying(task));
    }

    private HasData lying(ElasticsearchTask task) {
        Optional<Path> directory = task.dataDir().map(Path::of);
        if (directory.isEmpty() || Files.notExists(directory.get())) {
            return HasData.NO;
        }
        try {
            DataLock.Outcome outcome = lock(task).orElseThrow();
            if (outcome instanceof DataLock.Outcome.Taken taken) {
                DataLock lock = taken.lock();
                try {
                    return DataOnDisk.in(NodeDirs.of(sandbox, directory).data());
                } finally {
                    lock.close();
                }
            }
        } catch (IOException e) {
            LOG.warn("Cannot look into {}: {}", directory.get(), e.toString());
        }
        return HasData.UNKNOWN;
    }

    private Optional<DataLock.Outcome> lock(ElasticsearchTask task) throws IOException {
        if (task.dataDir().isEmpty()) {
            return Optional.empty();
        }
        String holder = "the executor of " + task.nodeName() + ", pid "
                + ProcessHandle.current().pid() + ", sandbox " + sandbox;
        return Optional.of(DataLock.take(Path.of(task.dataDir().get()), holder));
    }

    private Preparation render(
            ElasticsearchTask task,
            Home home,
            VersionLine line,
            NodeDirs dirs,
            Verdict.Fit fit,
            Optional<DataLock> lock)
            throws IOException {
        Credentials credentials = fit.credentials();
        RenderNode.render(home, line, task, dirs, credentials.user());
        Map<String, String> environment = new HashMap<>(line.environment(fit.javaHome(), dirs));
        INHERITED.stream()
                .filter(ownEnvironment::containsKey)
                .forEach(name -> environment.put(name, ownEnvironment.get(name)));
        Path console = sandbox.resolve("elasticsearch.out");
        List<String> command = new ArrayList<>(List.of(home.launcher().toString()));
        command.addAll(line.arguments(dirs));
        ProcessSpec plain = new ProcessSpec(List.copyOf(command), environment, dirs.tmp(), console, console);
        if (setpriv.isEmpty()) {
            LOG.warn("setpriv is not installed: should this executor be killed, nothing ends Elasticsearch with it");
        }
        ProcessSpec spec = setpriv.map(tool -> plain.under(tool, credentials)).orElse(plain);
        LOG.info("Rendered {}: configuration in {}, data in {}", task.nodeName(), dirs.config(), dirs.data());
        return new Preparation.Ready(
                new PreparedNode(spec, dirs.config().resolve(line.seedFile()), dirs.data(), lock),
                DataOnDisk.in(dirs.data()));
    }
}
