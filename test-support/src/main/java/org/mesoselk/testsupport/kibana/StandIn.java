package org.mesoselk.testsupport.kibana;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plays Kibana: reads its settings, refuses unknown ones, and is as well as the Elasticsearch that it is pointed at. */
final class StandIn {

    private static final Pattern SETTING = Pattern.compile("^(\"?[\\w.-]+\"?): (.*)$");
    private static final Pattern URL = Pattern.compile("https?://[^\"\\], ]+");
    private static final List<String> KNOWN = List.of(
            "server.", "path.data", "elasticsearch.", "telemetry.", "xpack.", "status.", "logging.", "stand-in.");

    private final String version;
    private final Map<String, String> settings;
    private final String elasticsearch;

    private StandIn(String version, Map<String, String> settings) {
        this.version = version;
        this.settings = settings;
        String hosts = settings.getOrDefault("elasticsearch.hosts", settings.getOrDefault("elasticsearch.url", ""));
        Matcher url = URL.matcher(hosts);
        this.elasticsearch = url.find() ? url.group() : "http://localhost:9200";
    }

    /** @param args the version, and what Node.js would get */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[args.length - 1]);
        Map<String, String> settings = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            Matcher setting = SETTING.matcher(line);
            if (setting.matches()) {
                settings.put(setting.group(1).replace("\"", ""), unquoted(setting.group(2)));
            }
        }
        for (String name : settings.keySet()) {
            if (KNOWN.stream().noneMatch(name::startsWith)) {
                System.out.println("{\"type\":\"log\",\"tags\":[\"info\"],\"pid\":1,\"message\":\"starting\"}");
                System.err.println("\n FATAL  Error: Unknown configuration key(s): \"" + name
                        + "\". Check for spelling errors and ensure that expected plugins are installed.\n");
                System.exit(64);
            }
        }
        new StandIn(args[0], settings).serve();
    }

    private static String unquoted(String value) {
        return value.startsWith("\"") ? value.substring(1, value.length() - 1) : value;
    }

    private void serve() throws IOException {
        HttpServer server = HttpServer.create(
                new InetSocketAddress(settings.get("server.host"), Integer.parseInt(settings.get("server.port"))), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        boolean rewrites = "true".equals(settings.get("server.rewriteBasePath"));
        String base = rewrites ? settings.getOrDefault("server.basePath", "") : "";
        server.createContext(base + "/api/status", this::status);
        server.createContext(base + "/app", this::page);
        if ("true".equals(settings.get("stand-in.ignoresTerm"))) {
            Runtime.getRuntime().addShutdownHook(new Thread(StandIn::forever));
        }
        server.start();
        System.out.println("{\"type\":\"log\",\"tags\":[\"listening\"],\"pid\":1,\"message\":\"Server running\"}");
    }

    private static void forever() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void status(HttpExchange exchange) throws IOException {
        boolean well = ask("GET", "/") == 200;
        boolean old = version.startsWith("5.") || version.startsWith("6.");
        String overall = old
                ? "{\"state\":\"" + (well ? "green" : "red") + "\"}"
                : "{\"level\":\"" + (well ? "available" : "unavailable") + "\"}";
        answer(
                exchange,
                well || old ? 200 : 503,
                "{\"version\":{\"number\":\"" + version + "\"},\"status\":{\"overall\":" + overall + "}}");
    }

    /** A page is what a search found. */
    private void page(HttpExchange exchange) throws IOException {
        int found = ask("POST", "/logs/_search");
        answer(exchange, found == 200 ? 200 : 503, "<html>" + found + "</html>");
    }

    private int ask(String method, String path) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(elasticsearch + path).toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(5000);
            connection.setReadTimeout(20_000);
            connection.setRequestMethod(method);
            if (method.equals("POST")) {
                connection.setDoOutput(true);
                connection.getOutputStream().write("{}".getBytes(StandardCharsets.UTF_8));
            }
            int status = connection.getResponseCode();
            try (InputStream body = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
                if (body != null) {
                    body.readAllBytes();
                }
            }
            return status;
        } catch (IOException e) {
            return 0;
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
