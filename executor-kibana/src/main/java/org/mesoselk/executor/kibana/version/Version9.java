package org.mesoselk.executor.kibana.version;

import java.util.List;
import java.util.Map;

/** 9.x: of the settings that are given here, none has changed since 8. */
final class Version9 implements VersionLine {

    private final VersionLine before = new Version8();

    @Override
    public List<String> faults(Wanted wanted) {
        return before.faults(wanted);
    }

    @Override
    public Map<String, SettingValue> settings(Wanted wanted) {
        return before.settings(wanted);
    }

    @Override
    public String configFolderVariable() {
        return before.configFolderVariable();
    }
}
