package org.mesoselk.executor.logstash.official.render;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.logstash.OfficialLogstash;
import org.mesoselk.executor.logstash.official.LogstashDirs;

/** The files of path.settings, as text. Every scalar is a double-quoted YAML string, which JSON's are, too. */
public final class RenderSettings {

    /** Of a dead letter queue, Logstash's own least: it keeps whole segments of 10 MiB. */
    private static final long LEAST_DEAD_LETTERS_MB = 20;

    private static final int LEAST_PAGE_MB = 1;
    private static final int MOST_PAGE_MB = 64;

    private RenderSettings() {}

    /** logstash.yml of the Logstash that collects. */
    public static String logstashYml(LogstashTask task, OfficialLogstash official, LogstashDirs dirs) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("path.data", dirs.data().toString());
        settings.put("path.logs", dirs.settings().resolve("logs").toString());
        settings.put("api.http.host", "127.0.0.1");
        settings.put("api.http.port", String.valueOf(official.apiPort()));
        // So the hosts of Elasticsearch and pipelines change without a start that takes half a minute.
        settings.put("config.reload.automatic", "true");
        settings.put("config.reload.interval", "2s");
        settings.put("queue.type", official.queueType());
        if (official.queueType().equals(OfficialLogstash.PERSISTED)) {
            settings.put("queue.max_bytes", official.queueMb() + "mb");
            settings.put("queue.page_capacity", pageMb(official.queueMb()) + "mb");
        }
        settings.put("dead_letter_queue.enable", "true");
        settings.put(
                "dead_letter_queue.max_bytes",
                Math.max(task.limits().deadLetterBytes() >> 20, LEAST_DEAD_LETTERS_MB) + "mb");
        if (official.workers() > 0) {
            settings.put("pipeline.workers", String.valueOf(official.workers()));
        }
        settings.put("log.format", "plain");
        // Logstash 9 refuses root otherwise; who it runs as was decided before this was written.
        settings.put("allow_superuser", "true");
        return yml(settings);
    }

    /** logstash.yml of one that only tests pipelines: without an API, and with a folder of its own. */
    public static String testYml(LogstashDirs dirs) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("path.data", dirs.data().toString());
        settings.put("path.logs", dirs.settings().resolve("logs").toString());
        settings.put("api.enabled", "false");
        settings.put("allow_superuser", "true");
        return yml(settings);
    }

    /** A page is written whole, and a queue needs at least two. */
    private static int pageMb(int queueMb) {
        return Math.max(LEAST_PAGE_MB, Math.min(MOST_PAGE_MB, queueMb / 4));
    }

    /** pipelines.yml; sorted, so that it changes only when the names do. */
    public static String pipelinesYml(Set<String> names, LogstashDirs dirs) {
        return new TreeSet<>(names)
                .stream()
                        .map(name -> "- pipeline.id: " + quote(name) + "\n  path.config: "
                                + quote(dirs.pipeline(name).toString()) + "\n")
                        .collect(Collectors.joining());
    }

    /**
     * jvm.options, in the place of the distribution's: what that needs and what makes the start quick (recorded: 11 to 17
     * s instead of 24 to 57).
     */
    public static List<String> jvmOptions(int heapMb, List<String> own, LogstashDirs dirs) {
        List<String> options = new ArrayList<>(List.of(
                "-Xms" + heapMb + "m",
                "-Xmx" + heapMb + "m",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                "-Djruby.compile.invokedynamic=false",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.security.egd=file:/dev/urandom",
                "-Djava.io.tmpdir=" + dirs.tmp(),
                "-Dlog4j2.isThreadContextMapInheritable=true",
                "-Dlogstash.jackson.stream-read-constraints.max-string-length=200000000",
                "-Dlogstash.jackson.stream-read-constraints.max-number-length=10000"));
        options.addAll(own);
        return List.copyOf(options);
    }

    /** Only to the console, which this executor keeps small; the pattern is that of the distribution. */
    public static String log4j2Properties() {
        return """
                status = error
                name = MesosElk
                appender.console.type = Console
                appender.console.name = plain_console
                appender.console.layout.type = PatternLayout
                appender.console.layout.pattern = [%d{ISO8601}][%-5p][%-25c]%notEmpty{[%X{pipeline.id}]}%notEmpty{[%X{plugin.id}]} %m%n
                rootLogger.level = ${sys:ls.log.level}
                rootLogger.appenderRef.console.ref = plain_console
                """;
    }

    private static String yml(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + ": " + scalar(setting.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    /** Logstash wants its numbers and booleans as such. */
    private static String scalar(String value) {
        return value.matches("\\d+|true|false") ? value : quote(value);
    }

    private static String quote(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
