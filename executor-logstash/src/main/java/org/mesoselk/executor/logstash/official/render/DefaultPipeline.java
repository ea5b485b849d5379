package org.mesoselk.executor.logstash.official.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.logstash.LogstashTask.Multiline;

/**
 * The pipeline for which nothing has to be configured: it collects what the forwarder collects, into the same data
 * stream, in the same fields. What it cannot: tell offsets, and so the same document id for a line that is sent twice.
 */
public final class DefaultPipeline {

    public static final String NAME = "mesos";

    /** Mesos numbers rotated files; compressed ones are left out. */
    private static final List<String> LOGS =
            List.of("stdout", "stderr", "stdout.[0-9]", "stderr.[0-9]", "stdout.[0-9][0-9]", "stderr.[0-9][0-9]");

    /** A container of a container of an executor's: deeper ones have not been seen. */
    private static final List<String> DEPTHS = List.of("", "containers/*/", "containers/*/containers/*/");

    /**
     * A container id of an executor is a UUID; the link "latest" beside it is none, and would be followed. Executors of
     * Docker have such ids, too.
     */
    private static final String RUNS = "slaves/*/frameworks/*/executors/*/runs/*-*-*-*-*/";

    private DefaultPipeline() {}

    /**
     * Writes it, with endpoints still as a variable.
     *
     * @param workDir of the agent, without links in its path
     * @param sincedbs folder for positions
     * @param names folder with the dictionaries that {@code Names} writes
     * @param secrets variables that have a value
     * @throws IllegalArgumentException with a sentence when something cannot be written in Logstash's language
     */
    public static String render(LogstashTask task, String workDir, String sincedbs, String names, Set<String> secrets) {
        StringBuilder text = new StringBuilder();
        text.append("input {\n").append(inputs(task, workDir, sincedbs)).append("}\n");
        text.append("filter {\n").append(filters(workDir, names)).append("}\n");
        text.append("output {\n").append(output(task, secrets)).append("}\n");
        return text.toString();
    }

    private static String inputs(LogstashTask task, String workDir, String sincedbs) {
        StringBuilder text = new StringBuilder();
        LogstashTask.Sources sources = task.sources();
        if (sources.sandboxes()) {
            List<String> paths = DEPTHS.stream()
                    .flatMap(depth -> LOGS.stream().map(log -> workDir + "/" + RUNS + depth + log))
                    .toList();
            text.append(file(paths, sincedbs + "/sandboxes", sources.sandboxMultiline(), ignoreOlder(sources)));
        }
        for (int i = 0; i < sources.files().size(); i++) {
            LogstashTask.Files files = sources.files().get(i);
            text.append(file(List.of(files.glob()), sincedbs + "/files-" + i, files.multiline(), ignoreOlder(sources)));
        }
        sources.listeners().forEach(listener -> text.append(listener(listener)));
        return text.toString();
    }

    private static Optional<Long> ignoreOlder(LogstashTask.Sources sources) {
        return Optional.of(sources.ignoreOlderSeconds()).filter(seconds -> seconds > 0);
    }

    private static String file(
            List<String> paths, String sincedb, Optional<Multiline> multiline, Optional<Long> ignoreOlder) {
        List<String> settings = new ArrayList<>(List.of(
                "path => " + Lscl.array(paths),
                "sincedb_path => " + Lscl.string(sincedb),
                // A sandbox is there for weeks, and a task may be silent for as long.
                "sincedb_clean_after => \"60 days\"",
                "sincedb_write_interval => 5",
                "start_position => \"beginning\"",
                // In units of stat_interval, which is a second: a new sandbox is found within one.
                "discover_interval => 1",
                "close_older => 60"));
        ignoreOlder.ifPresent(seconds -> settings.add("ignore_older => " + seconds));
        multiline.ifPresent(lines -> settings.add("codec => " + multilineCodec(lines)));
        return plugin("file", settings);
    }

    private static String multilineCodec(Multiline lines) {
        String what = lines.match().equals(Multiline.BEFORE) ? "next" : "previous";
        return "multiline { pattern => " + Lscl.string(lines.pattern()) + " negate => " + lines.negate() + " what => \""
                + what + "\" auto_flush_interval => 5 }";
    }

    private static String listener(LogstashTask.Listener listener) {
        boolean isJson = listener.format().equals(LogstashTask.Listener.JSON);
        boolean isTcp = listener.transport().equals(LogstashTask.Listener.TCP);
        String codec = isJson ? (isTcp ? "json_lines" : "json") : (isTcp ? "line" : "plain");
        return plugin(
                listener.transport(),
                List.of(
                        "host => " + Lscl.string(listener.host()),
                        "port => " + listener.port(),
                        "codec => " + codec + " { }",
                        "add_field => { \"[@metadata][format]\" => " + Lscl.string(listener.format()) + " }"));
    }

    private static String filters(String workDir, String names) {
        String path = "[log][file][path]";
        String pattern = workDir.replaceAll("[.+*?()\\[\\]{}|^$\\\\]", "\\\\$0")
                + "/slaves/%{SEGMENT:[mesos][agent][id]}/frameworks/%{SEGMENT:[mesos][framework][id]}/executors/"
                + "%{SEGMENT:[mesos][executor][id]}/runs/(?:%{SEGMENT}/containers/)*%{SEGMENT:[container][id]}/"
                + "%{STREAM:stream}";
        return "  if [@metadata][format] == \"syslog\" {\n"
                + indented(plugin(
                        "grok",
                        List.of(
                                "match => { \"message\" => [\"%{SYSLOG5424LINE}\","
                                        + " \"<%{NONNEGINT:[log][syslog][priority]:int}>%{SYSLOGLINE}\"] }",
                                "overwrite => [\"message\"]", "tag_on_failure => [\"_syslogparsefailure\"]")))
                + indented(plugin("syslog_pri", List.of()))
                + "  }\n"
                + "  if " + path + " {\n"
                // The file input follows links: what a task's own link leads to is nobody's log.
                + indented(plugin(
                        "ruby",
                        List.of("code => 'path = event.get(\"" + path + "\"); event.cancel if "
                                + "(File.exist?(path) and File.realpath(path) != path)'")))
                + indented(plugin(
                        "grok",
                        List.of(
                                "match => { \"" + path + "\" => " + Lscl.string(pattern) + " }",
                                "pattern_definitions => { \"SEGMENT\" => \"[^/]+\" \"STREAM\" => \"stdout|stderr\" }",
                                "tag_on_failure => []")))
                + indented(translate("[mesos][framework][id]", "[mesos][framework][name]", names + "/frameworks.json"))
                + indented(translate("[container][id]", "[mesos][task][id]", names + "/tasks.json"))
                + indented(translate("[container][id]", "[mesos][task][name]", names + "/task-names.json"))
                + "  }\n"
                + "  if ![mesos][agent][id] {\n"
                + indented(plugin(
                        "mutate",
                        List.of("add_field => { \"[mesos][agent][id]\" => \"${" + Variables.AGENT_ID + "}\" }")))
                + "  }\n"
                + plugin(
                        "mutate",
                        List.of(
                                "replace => { \"[host][name]\" => \"${" + Variables.AGENT_HOSTNAME + "}\" }",
                                "remove_field => [\"event\", \"@version\"]"));
    }

    private static String translate(String source, String target, String dictionary) {
        return plugin(
                "translate",
                List.of(
                        "source => \"" + source + "\"",
                        "target => \"" + target + "\"",
                        "dictionary_path => " + Lscl.string(dictionary),
                        "refresh_interval => 2"));
    }

    private static String output(LogstashTask task, Set<String> secrets) {
        List<String> settings = new ArrayList<>(List.of("hosts => [${" + Variables.HOSTS + "}]"));
        if (task.output().index().isPresent()) {
            settings.add("data_stream => \"false\"");
            settings.add("index => " + Lscl.string(task.output().index().get()));
            settings.add("manage_template => false");
        } else {
            settings.add("data_stream => \"true\"");
            settings.add("data_stream_type => \"logs\"");
            settings.add("data_stream_dataset => " + Lscl.string(task.output().dataset()));
            settings.add("data_stream_namespace => " + Lscl.string(task.output().namespace()));
            settings.add("data_stream_auto_routing => false");
        }
        if (secrets.contains(Variables.CA)) {
            settings.add("ssl_certificate_authorities => [\"${" + Variables.CA + "}\"]");
        }
        if (secrets.contains(Variables.API_KEY)) {
            settings.add("api_key => \"${" + Variables.API_KEY + "}\"");
        } else if (secrets.contains(Variables.PASSWORD)) {
            settings.add("user => \"${" + Variables.USER + "}\"");
            settings.add("password => \"${" + Variables.PASSWORD + "}\"");
        }
        return plugin("elasticsearch", settings);
    }

    private static String plugin(String name, List<String> settings) {
        return "  " + name + " {\n"
                + settings.stream().map(setting -> "    " + setting + "\n").collect(Collectors.joining())
                + "  }\n";
    }

    private static String indented(String text) {
        return Stream.of(text.split("\n")).map(line -> "  " + line + "\n").collect(Collectors.joining());
    }
}
