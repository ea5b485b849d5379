package org.mesoselk.executor.kibana;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.kibana.EncryptionKeys;
import org.mesoselk.commons.kibana.KibanaTask;
import tools.jackson.core.JacksonException;

/** What TaskInfo.data says. */
sealed interface TaskData {

    record Readable(KibanaTask task) implements TaskData {}

    record Unreadable(String sentence) implements TaskData {}

    static TaskData parse(byte[] data) {
        KibanaTask raw;
        try {
            raw = Json.read(data, KibanaTask.class);
        } catch (JacksonException e) {
            return new Unreadable("The task's data is not a Kibana task: " + e.getOriginalMessage() + ".");
        }
        if (raw == null) {
            return new Unreadable("The task's data is empty.");
        }
        List<String> faults = new ArrayList<>();
        text("name", raw.name(), faults);
        text("host", raw.host(), faults);
        if (raw.port() < 1 || raw.port() > 65_535) {
            faults.add("port is " + raw.port());
        }
        if (raw.heapMb() < KibanaTask.LEAST_HEAP_MB) {
            faults.add("heapMb is " + raw.heapMb() + ", less than " + KibanaTask.LEAST_HEAP_MB);
        }
        if (raw.distribution() == null) {
            faults.add("distribution is missing");
        }
        if (raw.access() != null
                && some(raw.access().credentialsFile()).isPresent()
                && some(raw.access().tokenFile()).isPresent()) {
            faults.add("access has both a credentials file and a token file");
        }
        return faults.isEmpty()
                ? new Readable(complete(raw))
                : new Unreadable("The task's data is not a complete Kibana task: " + String.join(", ", faults)
                        + "; scheduler and executor should be of one version.");
    }

    /** A field that another version of the scheduler does not send is an empty one. */
    private static KibanaTask complete(KibanaTask raw) {
        Map<String, String> settings = raw.settings() == null ? Map.of() : Map.copyOf(raw.settings());
        return new KibanaTask(
                raw.name(),
                raw.host(),
                raw.port(),
                raw.endpoints() == null ? List.of() : List.copyOf(raw.endpoints()),
                access(raw.access()),
                new KibanaTask.Distribution(
                        some(raw.distribution().home()),
                        some(raw.distribution().archive()),
                        some(raw.distribution().nodeHome()),
                        some(raw.distribution().runAs())),
                raw.heapMb(),
                proxy(raw.proxy() == null ? KibanaTask.Proxy.NONE : raw.proxy(), settings),
                keys(raw.keys()),
                settings,
                raw.fingerprint() == null ? "" : raw.fingerprint());
    }

    /** What the operator's settings say of it wins, and where Kibana is asked for its status depends on it. */
    private static KibanaTask.Proxy proxy(KibanaTask.Proxy raw, Map<String, String> settings) {
        String rewrite = settings.get("server.rewriteBasePath");
        return new KibanaTask.Proxy(
                some(Optional.ofNullable(settings.get("server.basePath"))).or(() -> some(raw.basePath())),
                rewrite == null ? raw.rewrite() : rewrite.strip().equals("true"),
                some(Optional.ofNullable(settings.get("server.publicBaseUrl"))).or(() -> some(raw.publicUrl())));
    }

    private static KibanaTask.Access access(KibanaTask.Access raw) {
        return raw == null
                ? KibanaTask.Access.OPEN
                : new KibanaTask.Access(some(raw.caFile()), some(raw.credentialsFile()), some(raw.tokenFile()));
    }

    private static void text(String field, String value, List<String> faults) {
        if (value == null || value.isBlank()) {
            faults.add(field + " is missing");
        }
    }

    @SuppressWarnings("OptionalAssignedToNull") // Jackson leaves a component that is absent null.
    private static Optional<String> some(Optional<String> value) {
        return value == null ? Optional.empty() : value.filter(text -> !text.isBlank());
    }

    @SuppressWarnings("OptionalAssignedToNull") // Jackson leaves a component that is absent null.
    private static Optional<EncryptionKeys> keys(Optional<EncryptionKeys> value) {
        return value == null ? Optional.empty() : value;
    }
}
