package org.mesoselk.executor.elasticsearch.version;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.mesoselk.commons.elastic.ElasticsearchTask;
import org.mesoselk.commons.elastic.HasData;

/** All that differs between the lines of Elasticsearch, as far as running one node goes. */
public interface VersionLine {

    /** Oldest Java feature release that runs this line. */
    int minimumJava();

    /** Newest Java feature release that runs this line; empty when none is known that does not. */
    OptionalInt maximumJava();

    /**
     * Why this line must not be started as the member that it is to be, as a sentence.
     *
     * @param data what its data directory holds
     */
    Optional<String> refusal(ElasticsearchTask task, HasData data);

    /** The settings that make the node the member that it is to be; the operator cannot override them. */
    Map<String, SettingValue> frameworkSettings(ElasticsearchTask task, NodeDirs dirs);

    /** Settings that an operator may override. */
    Map<String, SettingValue> defaultSettings(ElasticsearchTask task);

    /** Whether only the framework may give this setting, even where it does not give it now. */
    boolean reserves(String setting);

    /**
     * The files with options of the JVM, as lines by path in the configuration directory.
     *
     * @param own lines of the distribution's own jvm.options, which are to be made fit for a home that cannot be written to
     */
    Map<String, List<String>> jvmOptions(List<String> own, ElasticsearchTask task, NodeDirs dirs);

    /** What the launcher is given on its command line. */
    List<String> arguments(NodeDirs dirs);

    /** What the launcher needs in its environment beyond PATH and locale. */
    Map<String, String> environment(Path javaHome, NodeDirs dirs);

    /** Name, inside the configuration directory, of the file with one seed address per line. */
    String seedFile();
}
