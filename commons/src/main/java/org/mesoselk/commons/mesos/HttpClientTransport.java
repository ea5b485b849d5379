package org.mesoselk.commons.mesos;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;

/** Over java.net.http, which keeps connections for the calls to come. */
final class HttpClientTransport implements Transport {

    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final int LONGEST_BODY = 4096;

    private final Authorization authorization;
    private final ThreadPoolExecutor worker;
    private final HttpClient client;

    /** @param tls for https; when empty, what the JVM has by itself */
    HttpClientTransport(String name, Duration connectTimeout, Authorization authorization, Optional<SSLContext> tls) {
        this.authorization = authorization;
        this.worker = new ThreadPoolExecutor(
                1,
                1,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                work -> Transport.daemon(name, work));
        worker.allowCoreThreadTimeOut(true);
        // Mesos speaks HTTP/1.1 only, and a redirect must be seen: the calls that follow go to where it leads.
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .executor(worker);
        tls.ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    private record Body(String sentence, Optional<RecordStream> stream) {}

    @Override
    public Reply call(URI uri, ByteString call, Optional<String> streamId, Duration timeout)
            throws IOException, InterruptedException {
        return exchange(request(uri, call, streamId), this::sentence, timeout);
    }

    @Override
    public Reply subscribe(URI uri, ByteString call, Duration timeout) throws IOException, InterruptedException {
        return exchange(
                request(uri, call, Optional.empty()),
                answer -> answer.statusCode() == 200
                        ? BodySubscribers.mapping(
                                new RecordStream(RecordIo.DEFAULT_LIMIT), stream -> new Body("", Optional.of(stream)))
                        : sentence(answer),
                timeout);
    }

    private HttpResponse.BodySubscriber<Body> sentence(HttpResponse.ResponseInfo answer) {
        return BodySubscribers.mapping(new Beginning(LONGEST_BODY), text -> new Body(text, Optional.empty()));
    }

    private HttpRequest request(URI uri, ByteString call, Optional<String> streamId) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", PROTOBUF)
                .header("Accept", PROTOBUF)
                .POST(BodyPublishers.ofByteArray(call.toByteArray()));
        streamId.ifPresent(id -> request.header(STREAM_ID, id));
        authorization.header().ifPresent(value -> request.header("Authorization", value));
        return request.build();
    }

    private Reply exchange(HttpRequest request, BodyHandler<Body> handler, Duration timeout)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<Body>> exchange = client.sendAsync(request, handler);
        try {
            HttpResponse<Body> answer = exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Reply(
                    answer.statusCode(),
                    answer.headers().firstValue(STREAM_ID),
                    answer.headers().firstValue("Location"),
                    answer.body().sentence(),
                    answer.body().stream().map(stream -> stream));
        } catch (TimeoutException late) {
            abort(exchange);
            throw new NoAnswerException(timeout, late);
        } catch (InterruptedException interrupted) {
            abort(exchange);
            throw interrupted;
        } catch (ExecutionException failed) {
            throw failure(failed.getCause());
        }
    }

    private static IOException failure(Throwable cause) {
        if (cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLHandshakeException) {
            return new NotConnectedException((IOException) cause);
        }
        return cause instanceof IOException network ? network : new IOException(Failures.clause(cause), cause);
    }

    private static void abort(CompletableFuture<HttpResponse<Body>> exchange) {
        exchange.cancel(true);
        // It may have been answered at this very moment: then nobody will read the stream.
        CompletableFuture<Void> unused = exchange.thenAccept(
                answer -> answer.body().stream().ifPresent(stream -> stream.close("it was answered too late")));
    }

    /**
     * Lets the threads go. The worker is not shut down, since the JDK's selector would still hand it the end of idle
     * connections; the selector's own thread ends when the client has been garbage collected.
     */
    @Override
    public void close() {
        worker.setKeepAliveTime(1, TimeUnit.MILLISECONDS);
    }
}
