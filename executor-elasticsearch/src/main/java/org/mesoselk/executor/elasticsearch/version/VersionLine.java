package org.mesoselk.executor.elasticsearch.version;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.mesoselk.commons.elastic.ElasticsearchTask;

/** All that differs between the lines of Elasticsearch, as far as running one node goes. */
public interface VersionLine {

    /** Oldest Java feature release that runs this line. */
    int minimumJava();

    /** The settings that make the node the member that it is to be; the operator cannot override them. */
    Map<String, SettingValue> frameworkSettings(ElasticsearchTask task, NodeDirs dirs);

    /** Settings that an operator may override. */
    Map<String, SettingValue> defaultSettings(ElasticsearchTask task);

    /** Whether only the framework may give this setting, even where it does not give it now. */
    boolean reserves(String setting);

    /** Lines for a file in jvm.options.d. */
    List<String> jvmOptions(ElasticsearchTask task, NodeDirs dirs);

    /** One line of the distribution's own jvm.options, fit for a home that cannot be written to. */
    String ownJvmOption(String line, NodeDirs dirs);

    /** What the launcher needs in its environment beyond PATH and locale. */
    Map<String, String> environment(Path javaHome, NodeDirs dirs);

    /** Name, inside the configuration directory, of the file with one seed address per line. */
    String seedFile();
}
