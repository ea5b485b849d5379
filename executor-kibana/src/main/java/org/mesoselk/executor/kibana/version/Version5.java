package org.mesoselk.executor.kibana.version;

import java.util.List;
import java.util.Map;

/** 5.x: one URL, no rewriting of the base path, X-Pack as a plugin that a build has or has not. */
final class Version5 implements VersionLine {

    private static final String BUNDLES = "optimize.bundleDir";

    static final List<String> KEYS = List.of("security", "reporting");

    @Override
    public List<String> faults(Wanted wanted) {
        return Common.all(
                Common.basePathFaults(wanted),
                bundleFaults(wanted),
                Common.rewriteFaults(wanted),
                Common.tokenFaults(wanted));
    }

    /** 5.1.1 was seen to write into its tree for another base path; that one serves all instances and is not written to. */
    private static List<String> bundleFaults(Wanted wanted) {
        boolean hasPlace = wanted.task().settings().containsKey(BUNDLES);
        return wanted.task().proxy().basePath().isPresent() && !hasPlace
                ? List.of("Kibana " + wanted.version()
                        + " has its base path in the bundles that browsers load and makes"
                        + " them anew for another one, within minutes; say where, with the Kibana setting " + BUNDLES
                        + " (a folder that the user it runs as may write to), and give its instances 2048 MB of memory;"
                        + " or give a newer Kibana.")
                : List.of();
    }

    @Override
    public Map<String, SettingValue> settings(Wanted wanted) {
        Map<String, SettingValue> settings = Common.named(wanted);
        Common.url(wanted, settings);
        Common.password(wanted, settings);
        Common.keys(wanted, settings, KEYS);
        return settings;
    }

    @Override
    public String configFolderVariable() {
        return "KIBANA_PATH_CONF";
    }
}
