package org.mesoselk.executor.logstash.official;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.mesoselk.commons.logstash.OfficialReport.Validation;
import org.mesoselk.commons.logstash.Pipelines;
import org.mesoselk.commons.process.ChildProcess;
import org.mesoselk.commons.process.ProcessStarter;
import org.mesoselk.executor.logstash.official.console.Entry;
import org.mesoselk.executor.logstash.official.console.LastWords;
import org.mesoselk.executor.logstash.official.render.RenderSettings;
import org.mesoselk.executor.logstash.official.render.Template;

/**
 * Asks the Logstash of this agent whether it would take some pipelines, by a process of its own that ends after that. It
 * has its own path.data: Logstash's lock is on that.
 */
final class Validator {

    /** Recorded: 16 to 57 s, on a busy machine with two cores. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** MiB: it loads plugins and passes no event. */
    private static final int HEAP_MB = 256;

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final PreparedLogstash prepared;
    private final ProcessStarter starter;
    private volatile Optional<ChildProcess> child = Optional.empty();

    Validator(PreparedLogstash prepared, ProcessStarter starter) {
        this.prepared = prepared;
        this.starter = starter;
    }

    Validation validate(Map<String, String> told, List<String> endpoints) throws InterruptedException {
        String fingerprint = Pipelines.fingerprint(told);
        Map<String, String> texts = Template.of(told, prepared.byDefault()).render(endpoints);
        try {
            Validation all = run(fingerprint, texts);
            if (!all.state().equals(Validation.INVALID) || texts.size() == 1) {
                return all;
            }
            // Logstash does not say in which of them it is.
            for (Map.Entry<String, String> one : new TreeMap<>(texts).entrySet()) {
                Validation alone = run(fingerprint, Map.of(one.getKey(), one.getValue()));
                if (alone.state().equals(Validation.INVALID)) {
                    return new Validation(
                            fingerprint, Validation.INVALID, "pipeline " + one.getKey() + ": " + alone.sentence());
                }
            }
            return all;
        } catch (IOException e) {
            return new Validation(
                    fingerprint, Validation.UNKNOWN, "The pipelines could not be tested: " + e.getMessage());
        }
    }

    private Validation run(String fingerprint, Map<String, String> texts) throws IOException, InterruptedException {
        Path folder = prepared.sandbox().resolve("logstash-test");
        LogstashDirs dirs =
                new LogstashDirs(folder.resolve("data"), folder.resolve("config"), folder.resolve("logstash.out"));
        remove(folder);
        try {
            SettingsFiles files = new SettingsFiles(dirs, prepared.credentials().user());
            files.write(
                    RenderSettings.testYml(dirs),
                    RenderSettings.jvmOptions(HEAP_MB, prepared.official().jvmOptions(), dirs));
            files.pipelines(texts);
            ChildProcess started = starter.start(Launching.spec(prepared, dirs, List.of("--config.test_and_exit")));
            child = Optional.of(started);
            try {
                int code = started.exit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                return judged(fingerprint, code, dirs.console());
            } catch (TimeoutException e) {
                return new Validation(
                        fingerprint,
                        Validation.UNKNOWN,
                        "Logstash has not tested the pipelines within " + PATIENCE.toSeconds() + " s.");
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            } finally {
                child = Optional.empty();
                started.stop(GRACE);
            }
        } finally {
            remove(folder);
        }
    }

    /** Ends what is under way. */
    void end() throws InterruptedException {
        Optional<ChildProcess> now = child;
        if (now.isPresent()) {
            now.get().stop(Duration.ZERO);
        }
    }

    /** Whoever killed it has said nothing of the pipelines. */
    private static Validation judged(String fingerprint, int code, Path console) throws IOException {
        List<Entry> said = Entry.of(Files.exists(console) ? Files.readAllLines(console) : List.of());
        if (code == 0) {
            return new Validation(fingerprint, Validation.VALID, "Logstash takes them.");
        }
        Optional<String> words = LastWords.invalid(said);
        return words.isPresent()
                ? new Validation(fingerprint, Validation.INVALID, words.get())
                : new Validation(
                        fingerprint,
                        Validation.UNKNOWN,
                        "Logstash could not test them and ended with code " + code + ": "
                                + LastWords.of(said).orElse("it says nothing") + ".");
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
