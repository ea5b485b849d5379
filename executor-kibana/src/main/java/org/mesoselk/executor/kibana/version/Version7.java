package org.mesoselk.executor.kibana.version;

import java.util.List;
import java.util.Map;

/** 7.x: telemetry's own settings and the key of encrypted saved objects come with 7.6, the public URL with 7.11. */
final class Version7 implements VersionLine {

    @Override
    public List<String> faults(Wanted wanted) {
        return Common.all(
                Common.basePathFaults(wanted),
                hasPublicUrl(wanted) ? Common.publicUrlFaults(wanted) : List.of(),
                Common.tokenFaults(wanted));
    }

    @Override
    public Map<String, SettingValue> settings(Wanted wanted) {
        Map<String, SettingValue> settings = Common.named(wanted);
        Common.rewrite(wanted, settings);
        if (hasPublicUrl(wanted)) {
            Common.publicUrl(wanted, settings);
        }
        Common.hosts(wanted, settings);
        Common.password(wanted, settings);
        Common.keys(wanted, settings, Version5.KEYS);
        if (wanted.version().isSince(7, 6)) {
            Common.keys(wanted, settings, List.of("encryptedSavedObjects"));
            Common.telemetry(wanted, settings);
        }
        return settings;
    }

    private static boolean hasPublicUrl(Wanted wanted) {
        return wanted.version().isSince(7, 11);
    }

    @Override
    public String configFolderVariable() {
        return "KBN_PATH_CONF";
    }
}
