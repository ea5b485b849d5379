package org.mesoselk.executor.elasticsearch.version;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.mesoselk.commons.elastic.ElasticsearchTask;
import org.mesoselk.commons.elastic.HasData;

/** Elasticsearch 8.x: seed addresses from a file, a bootstrap list for a new cluster, a launcher JVM beside the server. */
final class Version8 implements VersionLine {

    /** Everything that decides which cluster the node joins, as what, where it listens and where it stores. */
    private static final Set<String> RESERVED = Set.of(
            "cluster.name",
            "cluster.initial_master_nodes",
            "node.name",
            "node.roles",
            "node.master",
            "node.data",
            "node.ingest",
            "network.host",
            "network.bind_host",
            "network.publish_host",
            "http.host",
            "http.bind_host",
            "http.publish_host",
            "http.port",
            "http.publish_port",
            "transport.host",
            "transport.bind_host",
            "transport.publish_host",
            "transport.port",
            "transport.publish_port",
            "path.home",
            "path.conf",
            "path.data",
            "path.logs",
            "path.shared_data",
            "discovery.type",
            "discovery.seed_providers",
            "discovery.seed_hosts");

    /** A small launcher: it only starts the server and passes signals on, and is not to wake up for anything else. */
    private static final String LAUNCHER_OPTIONS = "-Xmx24m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData";

    @Override
    public int minimumJava() {
        return 17;
    }

    @Override
    public OptionalInt maximumJava() {
        return OptionalInt.empty();
    }

    @Override
    public Optional<String> refusal(ElasticsearchTask task, HasData data) {
        return Optional.empty();
    }

    @Override
    public Map<String, SettingValue> frameworkSettings(ElasticsearchTask task, NodeDirs dirs) {
        Map<String, SettingValue> settings = new LinkedHashMap<>();
        put(settings, "cluster.name", task.clusterName());
        put(settings, "node.name", task.nodeName());
        if (!task.roles().isEmpty()) {
            settings.put("node.roles", new SettingValue.Sequence(task.roles()));
        }
        put(settings, "network.host", task.networkHost());
        put(settings, "http.port", String.valueOf(task.httpPort()));
        put(settings, "transport.port", String.valueOf(task.transportPort()));
        put(settings, "path.data", dirs.data().toString());
        put(settings, "path.logs", dirs.logs().toString());
        put(settings, "discovery.seed_providers", "file");
        // A member of a recorded cluster must never form a new one, whatever else it is told.
        if (!task.initialMasterNodes().isEmpty() && task.clusterUuid().isEmpty()) {
            settings.put("cluster.initial_master_nodes", new SettingValue.Sequence(task.initialMasterNodes()));
        }
        task.labels().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(label -> put(settings, "node.attr." + label.getKey(), label.getValue()));
        return settings;
    }

    @Override
    public Map<String, SettingValue> defaultSettings(ElasticsearchTask task) {
        // Without this word the first start makes certificates by itself and turns http into https.
        boolean operatorsSecurity =
                task.settings().keySet().stream().anyMatch(setting -> setting.startsWith("xpack.security."));
        return operatorsSecurity ? Map.of() : Map.of("xpack.security.enabled", new SettingValue.Scalar("false"));
    }

    @Override
    public boolean reserves(String setting) {
        return RESERVED.contains(setting) || RESERVED.stream().anyMatch(name -> setting.startsWith(name + "."));
    }

    @Override
    public Map<String, List<String>> jvmOptions(List<String> own, ElasticsearchTask task, NodeDirs dirs) {
        List<String> lines = new ArrayList<>();
        lines.add("-Xms" + task.heapMb() + "m");
        lines.add("-Xmx" + task.heapMb() + "m");
        lines.add("-XX:HeapDumpPath=" + dirs.logs());
        lines.add("-XX:ErrorFile=" + dirs.logs().resolve("hs_err_pid%p.log"));
        lines.addAll(task.jvmOptions());
        return Map.of(
                "jvm.options",
                own.stream().map(line -> inLogs(line, dirs)).toList(),
                "jvm.options.d/mesos-elk.options",
                List.copyOf(lines));
    }

    /** Early 8.x logs garbage collection relative to the home, later ones relative to path.logs. */
    private static String inLogs(String line, NodeDirs dirs) {
        return line.replace(":file=logs/gc.log", ":file=" + dirs.logs().resolve("gc.log"));
    }

    @Override
    public List<String> arguments(NodeDirs dirs) {
        return List.of();
    }

    @Override
    public Map<String, String> environment(Path javaHome, NodeDirs dirs) {
        return Map.of(
                "ES_PATH_CONF", dirs.config().toString(),
                "ES_JAVA_HOME", javaHome.toString(),
                "JAVA_HOME", javaHome.toString(),
                "ES_TMPDIR", dirs.tmp().toString(),
                "HOME", dirs.tmp().toString(),
                "CLI_JAVA_OPTS", launcherOptions(dirs.tmp()));
    }

    /** The launcher leaves a folder behind where it has its temporary files; a path with a space it cannot be told. */
    private static String launcherOptions(Path tmp) {
        return tmp.toString().contains(" ") ? LAUNCHER_OPTIONS : LAUNCHER_OPTIONS + " -Djava.io.tmpdir=" + tmp;
    }

    @Override
    public String seedFile() {
        return "unicast_hosts.txt";
    }

    private static void put(Map<String, SettingValue> settings, String name, String text) {
        settings.put(name, new SettingValue.Scalar(text));
    }
}
