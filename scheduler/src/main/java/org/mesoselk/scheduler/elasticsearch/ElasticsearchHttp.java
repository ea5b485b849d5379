package org.mesoselk.scheduler.elasticsearch;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.http.HttpHost;
import org.apache.http.impl.nio.reactor.IOReactorConfig;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Cancellable;
import org.elasticsearch.client.Node;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.ResponseListener;
import org.elasticsearch.client.RestClient;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** One request, one answer, of one node, within a time. For one thread. */
final class ElasticsearchHttp implements AutoCloseable {
    private static final int CONNECT_MS = 2_000;

    private final RestClient client;
    private String host = "";

    ElasticsearchHttp() {
        this.client = RestClient.builder(new HttpHost("127.0.0.1", 9200))
                .setRequestConfigCallback(
                        config -> config.setConnectTimeout(CONNECT_MS).setSocketTimeout(0))
                .setHttpClientConfigCallback(http -> http.setDefaultIOReactorConfig(
                                IOReactorConfig.custom().setIoThreadCount(1).build())
                        .setMaxConnTotal(4))
                .build();
    }

    /** @param newHost host:port that the next requests go to */
    void use(String newHost) {
        if (!newHost.equals(host)) {
            client.setNodes(List.of(new Node(HttpHost.create("http://" + newHost))));
            host = newHost;
        }
    }

    JsonNode get(String path, Duration atMost) throws AskFailedException {
        return ask(new Request("GET", path), atMost);
    }

    /** @throws AskFailedException when there is no answer in time, it is no success, or it is no JSON where there is a body */
    JsonNode ask(Request request, Duration atMost) throws AskFailedException {
        String what = request.getMethod() + " " + request.getEndpoint() + " of " + host;
        CompletableFuture<Response> answer = new CompletableFuture<>();
        Cancellable running = client.performRequestAsync(request, new ResponseListener() {
            @Override
            public void onSuccess(Response response) {
                answer.complete(response);
            }

            @Override
            public void onFailure(Exception e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return body(answer.get(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            running.cancel();
            throw new AskFailedException(what + " got no answer within " + atMost.toMillis() + " ms", 0);
        } catch (ExecutionException e) {
            throw failed(what, e.getCause());
        } catch (InterruptedException e) {
            running.cancel();
            Thread.currentThread().interrupt();
            throw new AskFailedException(what + " was interrupted", 0);
        } catch (IOException e) {
            throw new AskFailedException(what + " broke off: " + e.getMessage(), 0);
        } catch (JacksonException e) {
            throw new AskFailedException(what + " answered something that is not JSON", 0);
        }
    }

    private static JsonNode body(Response response) throws IOException {
        byte[] body = response.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(response.getEntity());
        return body.length == 0 ? Json.mapper().missingNode() : Json.tree(body);
    }

    private static AskFailedException failed(String what, Throwable cause) {
        if (cause instanceof ResponseException refused) {
            int status = refused.getResponse().getStatusLine().getStatusCode();
            return new AskFailedException(what + " answered " + status + reason(refused), status);
        }
        return new AskFailedException(
                what + " failed: " + (cause.getMessage() == null ? cause.toString() : cause.getMessage()), 0);
    }

    private static String reason(ResponseException refused) {
        try {
            String reason =
                    body(refused.getResponse()).path("error").path("reason").asString("");
            return reason.isEmpty() ? "" : ": " + reason;
        } catch (IOException | JacksonException e) {
            return "";
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            // Nothing is left to be done with it.
        }
    }
}
