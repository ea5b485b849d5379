package org.mesoselk.cli.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Sends requests as a client's node pool does: to one endpoint after another, past those that have just failed, and a
 * failed request once more, at another endpoint where there is one.
 */
public final class NodePool {

    /** Endpoints that failed are asked again after this time, or when there is no other. */
    private static final Duration AVOIDED = Duration.ofSeconds(30);

    private final Supplier<List<URI>> endpoints;
    private final Duration timeout;
    private final LongSupplier nanos;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Map<URI, Long> failedAt = new ConcurrentHashMap<>();
    private final AtomicLong turn = new AtomicLong();

    /** @param endpoints asked before each attempt */
    public NodePool(Supplier<List<URI>> endpoints, Duration timeout, LongSupplier nanos) {
        this.endpoints = endpoints;
        this.timeout = timeout;
        this.nanos = nanos;
    }

    /**
     * @param body JSON; empty for none
     * @param check refuses an answer that is one only by its status, such as one with failed shards
     * @return the body of a 200 or 201
     * @throws IOException the second failure, with the first one in its message
     */
    public byte[] request(String method, String path, String body, Check check)
            throws IOException, InterruptedException {
        URI first = choose(endpoints.get(), List.of());
        try {
            return attempt(first, method, path, body, check);
        } catch (IOException e) {
            URI second = choose(endpoints.get(), List.of(first));
            try {
                return attempt(second, method, path, body, check);
            } catch (IOException again) {
                throw new IOException(words(first, e) + "; then " + words(second, again), again);
            }
        }
    }

    /** Refuses with an exception. */
    public interface Check {
        void of(byte[] answer) throws IOException;
    }

    private URI choose(List<URI> known, List<URI> tried) throws IOException {
        if (known.isEmpty()) {
            throw new IOException("no endpoint is known");
        }
        List<URI> others = known.stream().filter(it -> !tried.contains(it)).toList();
        List<URI> all = others.isEmpty() ? known : others;
        List<URI> good = all.stream().filter(it -> !avoided(it)).toList();
        return good.isEmpty()
                ? all.stream().min(Comparator.comparing(failedAt::get)).orElseThrow()
                : good.get((int) (turn.getAndIncrement() % good.size()));
    }

    private boolean avoided(URI endpoint) {
        Long at = failedAt.get(endpoint);
        return at != null && nanos.getAsLong() - at < AVOIDED.toNanos();
    }

    private byte[] attempt(URI endpoint, String method, String path, String body, Check check)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<byte[]> answer = send(request);
            if (answer.statusCode() != 200 && answer.statusCode() != 201) {
                throw new IOException(
                        "HTTP " + answer.statusCode() + " " + abbreviated(new String(answer.body(), UTF_8)));
            }
            check.of(answer.body());
            failedAt.remove(endpoint);
            return answer.body();
        } catch (IOException e) {
            failedAt.put(endpoint, nanos.getAsLong());
            throw e;
        }
    }

    /** The client's own time-out ends with the headers: a node that is stopped amid its answer would hold us for ever. */
    private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + timeout.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static String words(URI endpoint, IOException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return endpoint.getAuthority() + ": " + message;
    }

    private static String abbreviated(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() > 300 ? line.substring(0, 300) + "…" : line;
    }
}
