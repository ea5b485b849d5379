package org.mesoselk.scheduler.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Sends a request on to the leading scheduler, and its answer back as it comes. */
final class LeaderProxy {
    /** In answers that the leader gave through a standby: the leader's URL. */
    static final String LEADER = "X-Mesos-Elk-Leader";
    /** In requests that were sent on once already, which is enough. */
    static final String PASSED_BY = "X-Mesos-Elk-Passed-By";

    private static final Duration CONNECT = Duration.ofSeconds(2);
    /** Longer than a wish may take. */
    private static final Duration ANSWER = Duration.ofSeconds(35);
    /** Longer than Elasticsearch may take. */
    private static final Duration SEARCH = Duration.ofSeconds(65);

    private final HttpClient http;

    LeaderProxy(Optional<SSLContext> tls) {
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
        tls.ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    /**
     * @param url of the leader
     * @param self what this process is called
     * @throws ConnectException when nothing was sent
     */
    void pass(PassedRequest passed, String url, String self, HttpServletResponse response)
            throws IOException, InterruptedException {
        HttpRequest request = passed.to(url)
                .header(PASSED_BY, self)
                .timeout(passed.target().startsWith("/v1/es/") ? SEARCH : ANSWER)
                .build();
        HttpResponse<InputStream> answer;
        try {
            answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (HttpConnectTimeoutException e) {
            throw new ConnectException("no connection within " + CONNECT.toSeconds() + " s");
        } catch (ConnectException e) {
            throw e;
        } catch (IOException e) {
            throw NoLeader.silent(url, e.getMessage() == null ? e.toString() : e.getMessage());
        }
        response.setStatus(answer.statusCode());
        answer.headers().map().forEach((name, values) -> {
            if (PassedRequest.travels(name) && !name.startsWith(":")) {
                values.forEach(value -> response.addHeader(name, value));
            }
        });
        response.setHeader(LEADER, url);
        try (InputStream body = answer.body()) {
            body.transferTo(response.getOutputStream());
        }
    }
}
