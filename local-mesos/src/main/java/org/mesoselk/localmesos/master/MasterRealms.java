package org.mesoselk.localmesos.master;

import java.util.Optional;
import java.util.Set;
import org.mesoselk.localmesos.http.Realm;

/** Which of a real master's flags a path is protected by. A standby asks before it redirects. */
final class MasterRealms {

    private static final Set<String> READONLY = Set.of(
            "/state",
            "/state.json",
            "/state-summary",
            "/slaves",
            "/frameworks",
            "/roles",
            "/tasks",
            "/flags",
            "/maintenance/status",
            "/metrics/snapshot");
    private static final Set<String> READWRITE =
            Set.of("/api/v1", "/teardown", "/maintenance/schedule", "/machine/down", "/machine/up");

    private MasterRealms() {}

    static Optional<Realm> of(String path) {
        String own = path.startsWith("/master/") ? path.substring("/master".length()) : path;
        if (own.equals("/api/v1/scheduler")) {
            return Optional.of(Realm.SCHEDULER);
        }
        if (READWRITE.contains(own)) {
            return Optional.of(Realm.READWRITE);
        }
        return READONLY.contains(own) || own.equals("/") || own.startsWith("/ui/")
                ? Optional.of(Realm.READONLY)
                : Optional.empty();
    }
}
