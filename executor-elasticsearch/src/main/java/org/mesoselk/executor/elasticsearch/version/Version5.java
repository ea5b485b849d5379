package org.mesoselk.executor.elasticsearch.version;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mesoselk.commons.elastic.ElasticsearchTask;
import org.mesoselk.commons.elastic.HasData;

/**
 * Elasticsearch 5.6, as a single node: it elects itself, and neither joins others nor lets them join. This line cannot take a
 * vote away from a master that leaves, so that several of them could not be made fewer without danger to the quorum.
 * The launcher is a script that becomes the server: a signal to it is one to the server.
 */
final class Version5 implements VersionLine {

    /** Everything that decides which cluster the node is, as what, where it listens and where it stores. */
    private static final Set<String> RESERVED = Set.of(
            "cluster.name",
            "node.name",
            "node.master",
            "node.data",
            "node.ingest",
            "node.max_local_storage_nodes",
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
            "transport.publish_port",
            "transport.tcp.port",
            "path.home",
            "path.conf",
            "path.data",
            "path.logs",
            "path.shared_data",
            "discovery.type",
            "discovery.zen");

    /** Roles that have a setting each; all are there unless one is taken away. */
    private static final List<String> ROLES = List.of("master", "data", "ingest");

    /**
     * What is not taken over from the distribution's own jvm.options: the heap, which is the task's, the collector that is gone
     * since JDK 14, and what JDK 9 and its unified logging took away (JEP 158, 248, 291, 363).
     */
    private static final Pattern NOT_OURS =
            Pattern.compile("-Xm[sx].*|-Xloggc:.*|-XX:[+-]?(Use(ConcMarkSweep|ParNew)GC|.*CMS.*"
                    + "|Print(GC(Details|TimeStamps|DateStamps|Cause|ApplicationStoppedTime)|ClassHistogram|TenuringDistribution)"
                    + "|UseGCLogFileRotation|NumberOfGCLogFiles|GCLogFileSize|HeapDumpPath)(=.*)?");

    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC");

    @Override
    public int minimumJava() {
        return 8;
    }

    /** From 18 on the JVM refuses the security manager, without which this line does not start (JEP 411). */
    @Override
    public OptionalInt maximumJava() {
        return OptionalInt.of(17);
    }

    @Override
    public Optional<String> refusal(ElasticsearchTask task, HasData data) {
        if (task.clusterUuid().isEmpty() && task.initialMasterNodes().size() > 1) {
            return Optional.of("Elasticsearch 5.6 is run as a single node only, and "
                    + String.join(", ", task.initialMasterNodes())
                    + " are to form the cluster together: begin anew with 1 member, or give a distribution of 8.x.");
        }
        if (task.clusterUuid().isPresent() && data == HasData.NO) {
            return Optional.of("Elasticsearch 5.6 is run as a single node only, which cannot join another, and "
                    + task.nodeName() + " has no data of the recorded cluster "
                    + task.clusterUuid().get() + ": ask for 1 member, or give a distribution of 8.x.");
        }
        return Optional.empty();
    }

    @Override
    public Map<String, SettingValue> frameworkSettings(ElasticsearchTask task, NodeDirs dirs) {
        Map<String, SettingValue> settings = new LinkedHashMap<>();
        put(settings, "cluster.name", task.clusterName());
        put(settings, "node.name", task.nodeName());
        if (!task.roles().isEmpty()) {
            ROLES.forEach(role ->
                    put(settings, "node." + role, String.valueOf(task.roles().contains(role))));
        }
        put(settings, "network.host", task.networkHost());
        put(settings, "http.port", String.valueOf(task.httpPort()));
        put(settings, "transport.tcp.port", String.valueOf(task.transportPort()));
        put(settings, "path.data", dirs.data().toString());
        put(settings, "path.logs", dirs.logs().toString());
        put(settings, "discovery.type", "single-node");
        task.labels().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(label -> put(settings, "node.attr." + label.getKey(), label.getValue()));
        return settings;
    }

    @Override
    public Map<String, SettingValue> defaultSettings(ElasticsearchTask task) {
        return Map.of();
    }

    @Override
    public boolean reserves(String setting) {
        return RESERVED.contains(setting) || RESERVED.stream().anyMatch(name -> setting.startsWith(name + "."));
    }

    @Override
    public Map<String, List<String>> jvmOptions(List<String> own, ElasticsearchTask task, NodeDirs dirs) {
        List<String> lines = new ArrayList<>(own.stream()
                .filter(line -> !NOT_OURS.matcher(line.strip()).matches())
                .toList());
        if (Stream.concat(lines.stream(), task.jvmOptions().stream())
                .noneMatch(line -> COLLECTOR.matcher(line.strip()).matches())) {
            lines.add("-XX:+UseG1GC");
        }
        lines.add("-Xms" + task.heapMb() + "m");
        lines.add("-Xmx" + task.heapMb() + "m");
        // The launcher takes a space for the end of an option.
        Stream.of(
                        "-XX:HeapDumpPath=" + dirs.logs(),
                        "-XX:ErrorFile=" + dirs.logs().resolve("hs_err_pid%p.log"),
                        "-Djava.io.tmpdir=" + dirs.tmp())
                .filter(option -> !option.contains(" "))
                .forEach(lines::add);
        lines.addAll(task.jvmOptions());
        return Map.of("jvm.options", List.copyOf(lines));
    }

    @Override
    public List<String> arguments(NodeDirs dirs) {
        return List.of("-Epath.conf=" + dirs.config());
    }

    /** ES_PATH_CONF is there for who wants to know whose node this is: the line itself does not read it. */
    @Override
    public Map<String, String> environment(Path javaHome, NodeDirs dirs) {
        return Map.of(
                "ES_PATH_CONF", dirs.config().toString(),
                "ES_JVM_OPTIONS", dirs.config().resolve("jvm.options").toString(),
                "JAVA_HOME", javaHome.toString(),
                "HOME", dirs.tmp().toString());
    }

    /** Nobody reads it: a single node looks for no others. */
    @Override
    public String seedFile() {
        return "unicast_hosts.txt";
    }

    private static void put(Map<String, SettingValue> settings, String name, String text) {
        settings.put(name, new SettingValue.Scalar(text));
    }
}
