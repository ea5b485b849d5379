package org.mesoselk.executor.kibana.guard;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Asks through the relay. Builds without the REST root module answer {@code GET /} with 405, so there are two questions. */
public final class AskElasticsearch {

    private static final String NODES = "/_nodes/_local?filter_path=nodes.*.version";
    private static final String TLS = "TLS";
    private static final int MOST_BYTES = 1 << 20;

    private final String relay;
    private final String authorization;
    private final boolean isOwn;
    private final int timeoutMillis;

    /**
     * @param relay http://127.0.0.1:port
     * @param authorization header; empty for none
     * @param isOwn whether the relay leads to hosts of the operator's own settings, whose certificates are for Kibana to judge
     */
    public AskElasticsearch(String relay, String authorization, boolean isOwn, Duration timeout) {
        this.relay = relay;
        this.authorization = authorization;
        this.isOwn = isOwn;
        this.timeoutMillis = (int) timeout.toMillis();
    }

    public Answer ask() {
        try {
            Reply root = get("/");
            if (root.status() != HttpURLConnection.HTTP_BAD_METHOD) {
                return read(root, root.json().path("version").path("number"));
            }
            Reply nodes = get(NODES);
            for (JsonNode node : nodes.json().path("nodes")) {
                return read(nodes, node.path("version"));
            }
            return new Answer.Unreachable("it does not tell its version");
        } catch (IOException e) {
            return new Answer.Unreachable(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private Answer read(Reply reply, JsonNode version) {
        int status = reply.status();
        if (status == HttpURLConnection.HTTP_UNAUTHORIZED || status == HttpURLConnection.HTTP_FORBIDDEN) {
            return new Answer.Withheld("it answers " + status
                    + (authorization.isEmpty() ? ", and this executor has no login" : " to this login"));
        }
        if (reply.fault().isPresent()) {
            String cause = reply.json().path("error").path("reason").asString("no connection");
            return isOwn && reply.fault().get().equals(TLS)
                    ? new Answer.Withheld(cause)
                    : new Answer.Unreachable(cause);
        }
        return version.isString() && !version.asString().isEmpty()
                ? new Answer.Version(version.asString())
                : new Answer.Unreachable("it answers " + status + ", without its version");
    }

    private record Reply(int status, Optional<String> fault, JsonNode json) {}

    private Reply get(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(relay + path).toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(timeoutMillis);
        connection.setReadTimeout(timeoutMillis);
        connection.setInstanceFollowRedirects(false);
        if (!authorization.isEmpty()) {
            connection.setRequestProperty("Authorization", authorization);
        }
        int status = connection.getResponseCode();
        try (InputStream body = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
            return new Reply(
                    status,
                    Optional.ofNullable(connection.getHeaderField("X-Relay-Fault")),
                    json(body == null ? new byte[0] : body.readNBytes(MOST_BYTES)));
        }
    }

    /** What is no JSON has no version in it, whatever it is. */
    private static JsonNode json(byte[] bytes) {
        try {
            return Json.tree(bytes);
        } catch (JacksonException e) {
            return Json.mapper().createObjectNode();
        }
    }
}
