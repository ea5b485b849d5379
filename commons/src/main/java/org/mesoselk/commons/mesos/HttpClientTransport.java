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

/** Calls over java.net.http, which keeps connections for those to come; event streams over sockets of their own. */
final class HttpClientTransport implements Transport {

    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final int LONGEST_BODY = 4096;

    private final Authorization authorization;
    private final ThreadPoolExecutor worker;
    private final HttpClient client;
    private final SocketTransport streams;

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
        this.streams = new SocketTransport(
                connectTimeout,
                authorization::header,
                RecordIo.DEFAULT_LIMIT,
                tls.map(context -> new AgentTls(context, Optional.empty())));
    }

    @Override
    public Reply call(URI uri, ByteString call, Optional<String> streamId, Duration timeout)
            throws IOException, InterruptedException {
        return exchange(request(uri, call, streamId), timeout);
    }

    @Override
    public Reply subscribe(URI uri, ByteString call, Duration timeout) throws IOException {
        return streams.subscribe(uri, call, timeout);
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

    private Reply exchange(HttpRequest request, Duration timeout) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> exchange =
                client.sendAsync(request, answer -> new Beginning(LONGEST_BODY));
        try {
            HttpResponse<String> answer = exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Reply(
                    answer.statusCode(),
                    answer.headers().firstValue(STREAM_ID),
                    answer.headers().firstValue("Location"),
                    answer.body(),
                    Optional.empty());
        } catch (TimeoutException late) {
            exchange.cancel(true);
            throw new NoAnswerException(timeout, late);
        } catch (InterruptedException interrupted) {
            exchange.cancel(true);
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

    /**
     * Breaks off an open stream, and lets the threads go. The worker is not shut down, since the JDK's selector would still hand it the end of idle
     * connections; the selector's own thread ends when the client has been garbage collected.
     */
    @Override
    public void close() {
        streams.close();
        worker.setKeepAliveTime(1, TimeUnit.MILLISECONDS);
    }
}
