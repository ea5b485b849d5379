package org.mesoselk.executor.kibana.version;

import java.util.List;
import java.util.Map;

/** 8.x: X-Pack is part of every build; service account tokens. */
final class Version8 implements VersionLine {

    static final List<String> KEYS = List.of("security", "reporting", "encryptedSavedObjects");

    @Override
    public List<String> faults(Wanted wanted) {
        return Common.all(Common.basePathFaults(wanted), Common.publicUrlFaults(wanted));
    }

    @Override
    public Map<String, SettingValue> settings(Wanted wanted) {
        Map<String, SettingValue> settings = Common.named(wanted);
        Common.rewrite(wanted, settings);
        Common.publicUrl(wanted, settings);
        Common.hosts(wanted, settings);
        Common.password(wanted, settings);
        if (wanted.login() instanceof Login.Token login) {
            settings.put("elasticsearch.serviceAccountToken", SettingValue.of(login.token()));
        }
        Common.keys(wanted, settings, KEYS);
        Common.telemetry(wanted, settings);
        return settings;
    }

    @Override
    public String configFolderVariable() {
        return "KBN_PATH_CONF";
    }
}
