package org.mesoselk.executor.kibana.version;

import java.util.List;
import java.util.Map;

/** All that differs between the lines of Kibana. It refuses to start with a setting that it does not know. */
public interface VersionLine {

    /** A sentence for each thing that is wanted and that this line cannot do. */
    List<String> faults(Wanted wanted);

    /** Settings that an operator may override. */
    Map<String, SettingValue> settings(Wanted wanted);

    /** The environment variable that names the folder of kibana.yml. */
    String configFolderVariable();
}
