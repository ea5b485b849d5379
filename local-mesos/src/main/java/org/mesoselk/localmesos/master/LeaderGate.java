package org.mesoselk.localmesos.master;

import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.mesos.v1.Protos.MasterInfo;
import org.mesoselk.localmesos.http.HttpAnswer;
import org.mesoselk.localmesos.http.HttpHandler;
import org.mesoselk.localmesos.http.HttpRequest;
import org.mesoselk.localmesos.http.Routes;

/**
 * Serves each path also under {@code /master}, and sends whoever asks a master that does not lead to the one that does:
 * scheme-relative, with {@code /master} before the path and the query kept, as a real one.
 */
final class LeaderGate implements HttpHandler {

    private static final String PROCESS = "/master";

    /** What a master that does not lead answers itself. */
    private static final Set<String> OWN = Set.of("/health", "/flags", "/metrics/snapshot", "/version", "/");

    private static final String PAGES = "/ui/";

    private final Routes routes;
    private final BooleanSupplier leading;
    private final Supplier<Optional<MasterInfo>> leader;

    LeaderGate(Routes routes, BooleanSupplier leading, Supplier<Optional<MasterInfo>> leader) {
        this.routes = routes;
        this.leading = leading;
        this.leader = leader;
    }

    @Override
    public HttpAnswer handle(HttpRequest request) throws Exception {
        String path =
                request.path().startsWith(PROCESS + "/") ? request.path().substring(PROCESS.length()) : request.path();
        if (path.equals("/redirect")) {
            return redirect("");
        }
        if (!leading.getAsBoolean() && !OWN.contains(path) && !path.startsWith(PAGES)) {
            String query = request.rawQuery().isEmpty() ? "" : "?" + request.rawQuery();
            return redirect(PROCESS + path + query);
        }
        return routes.handle(request.withPath(path));
    }

    private HttpAnswer redirect(String path) {
        return leader.get()
                .<HttpAnswer>map(info ->
                        HttpAnswer.empty(307).with("Location", "//" + info.getHostname() + ":" + info.getPort() + path))
                .orElseGet(() -> HttpAnswer.text(503, "No leader elected"));
    }
}
