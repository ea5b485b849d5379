package org.mesoselk.executor.elasticsearch.node;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Asks for the local cluster state only, which costs the cluster nothing and is answered without a master, too.
 * {@code GET /} is not used: builds without the REST root module answer it with 405.
 */
public final class HttpNodeApi implements NodeApi {

    private static final String STATE = "/_cluster/state/master_node?local=true&filter_path=cluster_uuid,master_node";

    /** Before 6.4 the UUID stands in the metadata only. */
    private static final String METADATA = "/_cluster/state/metadata?local=true&filter_path=metadata.cluster_uuid";

    private static final String NODE = "/_nodes/_local/http?filter_path=nodes.*.version";

    /** Elasticsearch's word for a cluster UUID that is not known yet. */
    private static final String NO_UUID = "_na_";

    private final String host;
    private final int port;
    private final int timeoutMillis;

    private Optional<Node> node = Optional.empty();

    private record Node(String id, String version) {}

    public HttpNodeApi(String host, int port, Duration timeout) {
        this.host = host;
        this.port = port;
        this.timeoutMillis = (int) timeout.toMillis();
    }

    @Override
    public NodeLook look() {
        try {
            JsonNode state = get(STATE);
            Optional<String> uuid = uuid(state).filter(known -> !known.equals(NO_UUID));
            if (text(state.path("master_node")).isEmpty() || uuid.isEmpty()) {
                return new NodeLook.Masterless(uuid);
            }
            if (node.isEmpty()) {
                node = Optional.of(identify());
            }
            return new NodeLook.Joined(uuid.get(), node.get().id(), node.get().version());
        } catch (IOException e) {
            return new NodeLook.Silent(e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (JacksonException e) {
            return new NodeLook.Silent("its answer is not JSON: " + e.getOriginalMessage());
        }
    }

    private Optional<String> uuid(JsonNode state) throws IOException {
        return state.has("cluster_uuid")
                ? text(state.path("cluster_uuid"))
                : text(get(METADATA).path("metadata").path("cluster_uuid"));
    }

    private Node identify() throws IOException {
        for (Map.Entry<String, JsonNode> found : get(NODE).path("nodes").properties()) {
            return new Node(
                    found.getKey(), text(found.getValue().path("version")).orElse("unknown"));
        }
        throw new IOException("it does not tell its own node id");
    }

    private static Optional<String> text(JsonNode value) {
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }

    private JsonNode get(String path) throws IOException {
        URL url = URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + path)
                .toURL();
        HttpURLConnection connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(timeoutMillis);
        connection.setReadTimeout(timeoutMillis);
        int status = connection.getResponseCode();
        if (status == HttpURLConnection.HTTP_UNAUTHORIZED || status == HttpURLConnection.HTTP_FORBIDDEN) {
            throw new IOException("it wants credentials (" + status + "), and this executor has none");
        }
        if (status != HttpURLConnection.HTTP_OK) {
            throw new IOException("it answers " + status + " to " + path);
        }
        try (var body = connection.getInputStream()) {
            return Json.tree(body.readAllBytes());
        }
    }
}
