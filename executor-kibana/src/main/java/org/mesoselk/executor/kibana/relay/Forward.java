package org.mesoselk.executor.kibana.relay;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import org.mesoselk.commons.json.Json;
import org.mesoselk.executor.kibana.relay.Attempt.Answered;
import org.mesoselk.executor.kibana.relay.Attempt.Broken;
import org.mesoselk.executor.kibana.relay.Attempt.NotSent;

/** Passes one request on: to another endpoint when the first cannot be reached, and a second time where that is safe. */
final class Forward implements HttpHandler {

    /** Names, in an answer that is this relay's own, why there is none of Elasticsearch's. */
    static final String FAULT = "X-Relay-Fault";

    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;

    private static final int BUFFER = 8 * 1024;

    private final Upstream upstream;
    private final Targets targets;
    private final FaultLog faults;
    private final Semaphore underWay;
    private final InstantSource clock;

    /** @param underWay one permit for each request that may hold memory at a time */
    Forward(Upstream upstream, Targets targets, FaultLog faults, Semaphore underWay, InstantSource clock) {
        this.upstream = upstream;
        this.targets = targets;
        this.faults = faults;
        this.underWay = underWay;
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            underWay.acquire();
            try {
                forward(exchange);
            } finally {
                underWay.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the relay is closed");
        }
    }

    private void forward(HttpExchange exchange) throws IOException, InterruptedException {
        RequestBody body = body(exchange);
        boolean isSafe = Repeatable.isSafe(
                exchange.getRequestMethod(), exchange.getRequestURI().toString());
        Targets.Choice choice = targets.choose(clock.instant());
        Attempt last = attempt(exchange, choice, body, isSafe);
        // The members that were tried may all have gone meanwhile, and others be known.
        while (!(last instanceof Answered) && mayGoOn(last, body, isSafe) && targets.isOutdated(choice)) {
            choice = targets.choose(clock.instant());
            last = attempt(exchange, choice, body, isSafe);
        }
        if (last instanceof Answered answered) {
            reply(exchange, answered.response());
        } else {
            refuse(exchange, choice, last);
        }
    }

    private static RequestBody body(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        String length = headers.getFirst("Content-Length");
        boolean isChunked = headers.containsKey("Transfer-Encoding");
        OptionalLong bytes =
                length == null || isChunked ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length.strip()));
        return RequestBody.of(exchange.getRequestBody(), bytes, isChunked || bytes.orElse(0) > 0);
    }

    /** Through the endpoints until one answers or the request may not be sent again. */
    private Attempt attempt(HttpExchange exchange, Targets.Choice choice, RequestBody body, boolean isSafe)
            throws InterruptedException {
        List<URI> order = choice.endpoints();
        Attempt last = new NotSent(Attempt.Fault.CONNECT, new IOException("no endpoint of Elasticsearch is known"));
        for (URI endpoint : order) {
            last = attempt(exchange, endpoint, body);
            if (last instanceof Answered || !mayGoOn(last, body, isSafe)) {
                return last;
            }
        }
        // A connection that was kept from before may have been closed at that moment: a new one may do.
        return last instanceof Broken ? attempt(exchange, order.get(order.size() - 1), body) : last;
    }

    private Attempt attempt(HttpExchange exchange, URI endpoint, RequestBody body) throws InterruptedException {
        Attempt attempt = upstream.send(
                endpoint,
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders(),
                body);
        if (attempt instanceof NotSent notSent) {
            targets.unreachable(endpoint, clock.instant());
            faults.fault(endpoint, "no connection: " + message(notSent.cause()));
        } else if (attempt instanceof Broken broken) {
            faults.fault(endpoint, "the connection broke before an answer: " + message(broken.cause()));
        } else {
            targets.reached(endpoint);
            faults.answered(endpoint);
        }
        return attempt;
    }

    private static boolean mayGoOn(Attempt last, RequestBody body, boolean isSafe) {
        return body.canBeSent() && (last instanceof NotSent || isSafe);
    }

    /** From here on nothing is repeated: a body that breaks off ends Kibana's connection, as Elasticsearch's would. */
    private static void reply(HttpExchange exchange, HttpResponse<InputStream> response) throws IOException {
        List<String> connection = response.headers().allValues("Connection");
        response.headers().map().forEach((name, values) -> {
            if (HopByHop.isPassedOn(name, connection)) {
                exchange.getResponseHeaders().put(name, List.copyOf(values));
            }
        });
        int status = response.statusCode();
        OptionalLong length = response.headers().firstValueAsLong("Content-Length");
        try (InputStream in = response.body()) {
            if (exchange.getRequestMethod().equals("HEAD") || status == 304) {
                length.ifPresent(bytes -> exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes)));
                exchange.sendResponseHeaders(status, -1);
            } else if (status == 204 || length.orElse(-1) == 0) {
                exchange.sendResponseHeaders(status, -1);
            } else {
                exchange.sendResponseHeaders(status, length.orElse(0));
                copy(in, exchange.getResponseBody());
            }
        }
        exchange.close();
    }

    /** What is there goes out at once: an answer may come in parts, far apart. */
    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            out.write(buffer, 0, read);
            if (in.available() == 0) {
                out.flush();
            }
        }
    }

    private record Error(Reason error, int status) {}

    private record Reason(String type, String reason) {}

    /** In the shape of Elasticsearch's own errors. */
    private static void refuse(HttpExchange exchange, Targets.Choice choice, Attempt last) throws IOException {
        boolean notSent = last instanceof NotSent;
        int status = notSent ? UNAVAILABLE : BAD_GATEWAY;
        IOException cause = last instanceof NotSent not ? not.cause() : ((Broken) last).cause();
        String reason = choice.endpoints().isEmpty()
                ? "no member of Elasticsearch is known at the moment"
                : "Elasticsearch at " + choice.endpoints() + ": " + message(cause);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders()
                .set(FAULT, last instanceof NotSent not ? not.fault().name() : "BROKEN");
        byte[] body = Json.bytes(new Error(new Reason("relay_exception", reason), status));
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static String message(IOException cause) {
        String said = cause.getMessage();
        return said == null ? cause.getClass().getSimpleName() : said;
    }
}
