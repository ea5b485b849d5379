package org.mesoselk.systemtest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * A node of a light Elasticsearch, which the real executor starts and the real scheduler asks. It answers only what these
 * two ask for, keeps no documents, and knows the other nodes from a folder that all of them see. Real nodes of several
 * hosts cannot be had where the limits of open files forbid them anything but loopback.
 */
final class StandInElasticsearch {

    static final String VERSION = "8.19.20";

    private StandInElasticsearch() {}

    /** @param arguments ES_PATH_CONF, and the folder that all nodes see */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> settings = settings(Path.of(arguments[0]).resolve("elasticsearch.yml"));
        Path data = Path.of(settings.get("path.data"));
        String address = settings.get("network.host") + ":" + settings.get("http.port");
        StandInCluster cluster = new StandInCluster(
                Path.of(arguments[1]),
                id(data),
                settings.get("node.name"),
                address,
                settings.getOrDefault("node.roles", "").contains("master"));
        // To the executor this is a node that holds data.
        Files.createDirectories(data.resolve("indices/stand-in"));
        cluster.join();
        HttpServer server = HttpServer.create(
                new InetSocketAddress(settings.get("network.host"), Integer.parseInt(settings.get("http.port"))), 50);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> answer(exchange, cluster));
        server.start();
        System.out.println("a stand-in for Elasticsearch answers on " + address);
    }

    private static String id(Path data) throws IOException {
        Path file = Files.createDirectories(data).resolve("node-id");
        if (Files.notExists(file)) {
            Files.writeString(file, UUID.randomUUID().toString());
        }
        return Files.readString(file);
    }

    /** Of one-line settings: what the executor writes. */
    private static Map<String, String> settings(Path file) throws IOException {
        Map<String, String> settings = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                settings.put(
                        line.substring(0, colon),
                        line.substring(colon + 1).strip().replaceAll("^\"|\"$", ""));
            }
        }
        return settings;
    }

    private static void answer(HttpExchange exchange, StandInCluster cluster) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            JsonNode answer = answer(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestURI().getQuery()),
                    body,
                    cluster);
            byte[] bytes = Json.bytes(answer);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.isMissingNode() ? 404 : 200, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }

    private static JsonNode answer(String asked, String query, String body, StandInCluster cluster) throws IOException {
        if (asked.startsWith("GET /_cluster/state")) {
            return cluster.state(query.contains("local=true"));
        }
        return switch (asked) {
            case "GET /_cluster/health" -> cluster.health();
            case "GET /_cluster/settings" -> cluster.settings();
            case "PUT /_cluster/settings" -> cluster.put(Json.mapper().readTree(body));
            case "GET /_template" -> cluster.templates();
            case "PUT /_template/mesos-elk-default" ->
                cluster.putTemplate(Json.mapper().readTree(body));
            case "GET /_nodes/_local/http", "GET /_nodes/http", "GET /_nodes/stats/fs,indices/store" ->
                cluster.nodes(asked.contains("_local"));
            // Nobody leaves in these tests.
            case "POST /_cluster/voting_config_exclusions", "DELETE /_cluster/voting_config_exclusions" ->
                Json.mapper().createObjectNode();
            default -> Json.mapper().missingNode();
        };
    }
}
