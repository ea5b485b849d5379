package org.mesoselk.executor.kibana.relay;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.mesoselk.commons.security.Pem;
import org.mesoselk.commons.security.Tls;
import org.mesoselk.commons.security.UnusableFileException;
import org.mesoselk.executor.kibana.relay.Attempt.Fault;

/** The relay's connections to Elasticsearch. */
final class Upstream {

    private static final Duration CONNECT = Duration.ofSeconds(3);

    /** Kibana gives up long before (elasticsearch.requestTimeout); this only lets go of a host that is silent. */
    private static final Duration ANSWER = Duration.ofMinutes(10);

    private final HttpClient client;

    /**
     * @param caFile who is trusted; empty means those whom the JVM trusts
     * @throws UnusableFileException when the file cannot be used
     */
    Upstream(Optional<Path> caFile, ExecutorService threads) throws UnusableFileException {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .executor(threads);
        if (caFile.isPresent()) {
            builder.sslContext(Tls.context(Pem.authorities(caFile.get()), Optional.empty()));
        }
        this.client = builder.build();
    }

    /** @param pathAndQuery as Kibana has sent it */
    Attempt send(URI endpoint, String method, String pathAndQuery, Map<String, List<String>> headers, RequestBody body)
            throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint + pathAndQuery))
                .timeout(ANSWER)
                .method(method, body.publisher());
        List<String> connection = headers.getOrDefault("Connection", List.of());
        headers.forEach((name, values) -> {
            if (HopByHop.isPassedOn(name, connection)) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return new Attempt.Answered(client.send(request.build(), BodyHandlers.ofInputStream()));
        } catch (ConnectException | HttpConnectTimeoutException | NoRouteToHostException e) {
            return new Attempt.NotSent(Fault.CONNECT, e);
        } catch (SSLHandshakeException e) {
            return new Attempt.NotSent(Fault.TLS, e);
        } catch (SSLException e) {
            return new Attempt.Broken(e);
        } catch (IOException e) {
            return e.getCause() instanceof UnresolvedAddressException
                    ? new Attempt.NotSent(Fault.CONNECT, e)
                    : new Attempt.Broken(e);
        }
    }
}
