package org.mesoselk.scheduler.api.elasticsearch;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.mesoselk.scheduler.api.ApiContext;
import org.mesoselk.scheduler.api.Problem;
import org.mesoselk.scheduler.runtime.Readiness;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Passes a few read-only requests on to a live member, and the answer back as it comes. */
@RestController
class ElasticsearchProxy {
    private static final String HOST_HEADER = "X-Elasticsearch-Host";

    private final ApiContext scheduler;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();

    ElasticsearchProxy(ApiContext scheduler) {
        this.scheduler = scheduler;
    }

    @GetMapping({"/v1/es/_search", "/v1/es/_cluster/stats", "/v1/es/_cluster/health"})
    void pass(HttpServletRequest request, HttpServletResponse response) throws IOException, InterruptedException {
        String path = request.getRequestURI().substring("/v1/es".length());
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        HttpResponse<InputStream> answer = ask(hosts(request.getHeader(HOST_HEADER)), path + query);
        response.setStatus(answer.statusCode());
        response.setHeader(HOST_HEADER, answer.uri().getAuthority());
        answer.headers().firstValue("content-type").ifPresent(response::setContentType);
        try (InputStream body = answer.body()) {
            body.transferTo(response.getOutputStream());
        }
    }

    /** Only members: the header chooses among them, it does not open the way to other hosts. */
    private List<String> hosts(String wanted) {
        List<String> hosts = Readiness.hosts(scheduler.board().read().records());
        if (wanted != null && !hosts.contains(wanted)) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST,
                    "unknown-host",
                    HOST_HEADER + " must name a running member; they are " + hosts);
        }
        if (hosts.isEmpty()) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "no-member-runs", "no Elasticsearch member runs now");
        }
        return wanted == null ? hosts : List.of(wanted);
    }

    private HttpResponse<InputStream> ask(List<String> hosts, String pathAndQuery) throws InterruptedException {
        String last = "";
        for (String host : hosts) {
            try {
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + host + pathAndQuery))
                        .timeout(Duration.ofSeconds(60))
                        .build();
                return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            } catch (IOException e) {
                last = host + ": " + (e.getMessage() == null ? e.toString() : e.getMessage());
            } catch (IllegalArgumentException e) {
                throw new Problem(
                        HttpStatus.BAD_REQUEST, "malformed-query", "the query cannot be passed on: " + e.getMessage());
            }
        }
        throw new Problem(
                HttpStatus.BAD_GATEWAY, "no-member-answers", "no Elasticsearch member answers; the last was " + last);
    }
}
