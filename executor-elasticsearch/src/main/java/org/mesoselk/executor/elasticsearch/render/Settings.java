package org.mesoselk.executor.elasticsearch.render;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mesoselk.commons.elastic.ElasticsearchTask;
import org.mesoselk.executor.elasticsearch.version.NodeDirs;
import org.mesoselk.executor.elasticsearch.version.SettingValue;
import org.mesoselk.executor.elasticsearch.version.VersionLine;

/** Puts elasticsearch.yml together from what the framework, the operator and the version line want. */
public final class Settings {

    private Settings() {}

    /** A sentence for each of the operator's settings that the framework alone may give. */
    public static List<String> faults(VersionLine line, ElasticsearchTask task, NodeDirs dirs) {
        Map<String, SettingValue> given = line.frameworkSettings(task, dirs);
        return task.settings().keySet().stream()
                .sorted()
                .filter(name -> given.containsKey(name) || line.reserves(name))
                .map(name -> "The setting " + name + " = '" + task.settings().get(name)
                        + "' belongs to the framework, which decides it for each member; remove it from the settings.")
                .toList();
    }

    public static String elasticsearchYml(VersionLine line, ElasticsearchTask task, NodeDirs dirs) {
        Map<String, SettingValue> settings = new LinkedHashMap<>(line.frameworkSettings(task, dirs));
        settings.putAll(line.defaultSettings(task));
        new TreeMap<>(task.settings()).forEach((name, text) -> settings.put(name, new SettingValue.Scalar(text)));
        return Yaml.write(settings);
    }
}
