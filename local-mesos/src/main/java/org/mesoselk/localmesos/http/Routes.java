package org.mesoselk.localmesos.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which handler answers which path. A path that ends in {@code /*} takes everything below it. An unknown path gets 404
 * and a known one with another method 405, in the words of a real Mesos.
 */
public final class Routes implements HttpHandler {

    private final Map<String, Map<String, HttpHandler>> exact = new LinkedHashMap<>();
    private final Map<String, Map<String, HttpHandler>> below = new LinkedHashMap<>();

    public Routes get(String path, HttpHandler handler) {
        return add("GET", path, handler);
    }

    public Routes post(String path, HttpHandler handler) {
        return add("POST", path, handler);
    }

    public Routes add(String method, String path, HttpHandler handler) {
        boolean prefix = path.endsWith("/*");
        (prefix ? below : exact)
                .computeIfAbsent(prefix ? path.substring(0, path.length() - 1) : path, p -> new TreeMap<>())
                .put(method, handler);
        return this;
    }

    @Override
    public HttpAnswer handle(HttpRequest request) throws Exception {
        Map<String, HttpHandler> methods = methods(request.path());
        if (methods.isEmpty()) {
            return HttpAnswer.text(404, "404 Not Found.");
        }
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        if (!methods.containsKey(method)) {
            String expected = methods.keySet().stream().map(m -> "'" + m + "'").collect(Collectors.joining(", "));
            return HttpAnswer.text(
                            405,
                            "405 Method Not Allowed. Expecting one of { " + expected + " }, but received '"
                                    + request.method() + "'.")
                    .with("Allow", String.join(", ", methods.keySet()));
        }
        return methods.get(method).handle(request);
    }

    private Map<String, HttpHandler> methods(String path) {
        if (exact.containsKey(path)) {
            return exact.get(path);
        }
        return below.entrySet().stream()
                .filter(route -> path.startsWith(route.getKey()))
                .max(java.util.Comparator.comparingInt(route -> route.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(Map.of());
    }
}
