package org.mesoselk.localmesos.agent;

import java.util.Optional;
import java.util.Set;
import org.mesoselk.localmesos.http.Realm;

/** Which of a real agent's flags a path is protected by. */
final class AgentRealms {

    private static final Set<String> READONLY = Set.of("/state", "/flags", "/containers", "/monitor/statistics");

    private AgentRealms() {}

    static Optional<Realm> of(String path) {
        String own = path.startsWith("/slave(1)/") ? path.substring("/slave(1)".length()) : path;
        if (own.equals("/api/v1/executor")) {
            return Optional.of(Realm.EXECUTOR);
        }
        if (own.equals("/api/v1")) {
            return Optional.of(Realm.READWRITE);
        }
        boolean page = own.equals("/") || own.startsWith("/ui/") || own.startsWith("/files/");
        return READONLY.contains(own) || page ? Optional.of(Realm.READONLY) : Optional.empty();
    }
}
