package org.mesoselk.executor.kibana.version;

import java.util.List;
import java.util.Map;

/** 6.x: rewriting comes with 6.3, a list of hosts in place of one URL with 6.6. */
final class Version6 implements VersionLine {

    @Override
    public List<String> faults(Wanted wanted) {
        return Common.all(
                Common.basePathFaults(wanted),
                rewrites(wanted) ? List.of() : Common.rewriteFaults(wanted),
                Common.tokenFaults(wanted));
    }

    @Override
    public Map<String, SettingValue> settings(Wanted wanted) {
        Map<String, SettingValue> settings = Common.named(wanted);
        if (rewrites(wanted)) {
            Common.rewrite(wanted, settings);
        }
        if (wanted.version().isSince(6, 6)) {
            Common.hosts(wanted, settings);
        } else {
            Common.url(wanted, settings);
        }
        Common.password(wanted, settings);
        Common.keys(wanted, settings, Version5.KEYS);
        return settings;
    }

    private static boolean rewrites(Wanted wanted) {
        return wanted.version().isSince(6, 3);
    }

    @Override
    public String configFolderVariable() {
        return "KIBANA_PATH_CONF";
    }
}
