package org.mesoselk.executor.kibana.version;

import java.util.List;
import java.util.Map;

/** 5.x: one URL, no rewriting of the base path, X-Pack as a plugin that a build has or has not. */
final class Version5 implements VersionLine {

    static final List<String> KEYS = List.of("security", "reporting");

    @Override
    public List<String> faults(Wanted wanted) {
        return Common.all(Common.basePathFaults(wanted), Common.rewriteFaults(wanted), Common.tokenFaults(wanted));
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
