package org.mesoselk.executor.kibana;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.commons.kibana.EncryptionKeys;
import org.mesoselk.commons.kibana.KibanaTask;

/** Tasks for tests. */
public final class Tasks {

    public static final EncryptionKeys KEYS = new EncryptionKeys("0f".repeat(32));

    private Tasks() {}

    public static KibanaTask task() {
        return of(Map.of(), KibanaTask.Proxy.NONE);
    }

    public static KibanaTask of(Map<String, String> settings, KibanaTask.Proxy proxy) {
        return new KibanaTask(
                "kibana-default-0",
                "10.0.0.5",
                31601,
                List.of("http://10.0.0.1:9200"),
                KibanaTask.Access.OPEN,
                new KibanaTask.Distribution(
                        Optional.of("/opt/kibana"), Optional.empty(), Optional.empty(), Optional.empty()),
                256,
                proxy,
                Optional.of(KEYS),
                settings,
                "f1");
    }

    public static KibanaTask.Proxy behind(String basePath, boolean rewrite) {
        return new KibanaTask.Proxy(Optional.of(basePath), rewrite, Optional.empty());
    }
}
