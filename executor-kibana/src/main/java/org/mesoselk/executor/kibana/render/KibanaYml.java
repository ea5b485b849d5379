package org.mesoselk.executor.kibana.render;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mesoselk.executor.kibana.version.SettingValue;
import org.mesoselk.executor.kibana.version.VersionLine;
import org.mesoselk.executor.kibana.version.Wanted;

/** Puts kibana.yml together from what the framework, the operator and the version line want. */
public final class KibanaYml {

    private static final String PORT = "server.port";
    private static final String HOST = "server.host";
    private static final String DATA = "path.data";

    /** What only the framework may give, and what would hide one of these inside itself. */
    private static final List<String> RESERVED = List.of(PORT, HOST, DATA, "server", "path");

    /** Of each of these, what the operator says goes as a whole. */
    private static final List<List<String>> TOGETHER = List.of(
            List.of("elasticsearch.url", "elasticsearch.hosts"),
            List.of("elasticsearch.username", "elasticsearch.password", "elasticsearch.serviceAccountToken"));

    private KibanaYml() {}

    /** A sentence for each thing that cannot be. */
    public static List<String> faults(VersionLine line, Wanted wanted) {
        List<String> faults = new ArrayList<>(line.faults(wanted));
        wanted.task().settings().keySet().stream()
                .sorted()
                .filter(RESERVED::contains)
                .forEach(name -> faults.add("The setting " + name
                        + " belongs to the framework, which decides the port, the address and the data path of each"
                        + " instance; remove it from the settings."));
        if (wanted.login().secrets().stream().anyMatch(secret -> secret.contains("${"))) {
            faults.add("The password or token for Elasticsearch has ${ in it, which Kibana takes for an environment"
                    + " variable; give another one.");
        }
        return List.copyOf(faults);
    }

    public static String text(VersionLine line, Wanted wanted) {
        Map<String, String> own = wanted.task().settings();
        Map<String, SettingValue> settings = new LinkedHashMap<>();
        settings.put(HOST, SettingValue.of(wanted.task().host()));
        settings.put(PORT, SettingValue.of(wanted.task().port()));
        settings.put(DATA, SettingValue.of(wanted.data().toString()));
        settings.putAll(line.settings(wanted));
        TOGETHER.stream()
                .filter(group -> group.stream().anyMatch(own::containsKey))
                .forEach(group -> group.forEach(settings::remove));
        new TreeMap<>(own).forEach((name, value) -> settings.put(name, Given.value(value)));
        return Yaml.write(settings);
    }
}
