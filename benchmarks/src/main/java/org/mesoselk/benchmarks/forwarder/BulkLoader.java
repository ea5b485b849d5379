package org.mesoselk.benchmarks.forwarder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Loads the lines of a file by the bulk API as somebody does who only wants them in there: no position is kept, nothing
 * is retried, nothing escaped, because these lines need none.
 */
final class BulkLoader {

    private static final int BODY = 1024 * 1024;
    private static final int REQUESTS = 2;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI bulk;
    private final Document document;

    /** Writes the two lines of the bulk API. */
    interface Document {
        void append(StringBuilder to, String line, long offset);
    }

    /** Time and text, and an id that Elasticsearch makes. */
    static final Document BARE = (to, line, offset) -> to.append(
                    "{\"create\":{}}\n{\"@timestamp\":\"2026-01-01T00:00:00.000Z\",\"message\":\"")
            .append(line)
            .append("\"}\n");

    /** What the forwarder sends. */
    static Document asForwarded(String id, Path file) {
        String fields = ",\"file\":{\"path\":\"" + file
                + "\"}},\"host\":{\"name\":\"bench\"},\"data_stream\":{\"type\":\"logs\",\"dataset\":\"mesos\","
                + "\"namespace\":\"loader\"},\"stream\":\"stdout\",\"container\":{\"id\":\"c-1\"},\"mesos\":{\"agent\":"
                + "{\"id\":\"bench-S0\"},\"framework\":{\"id\":\"FW\",\"name\":\"bench\"},\"executor\":{\"id\":"
                + "\"writer\"},\"task\":{\"id\":\"writer\",\"name\":\"writer\"}}}\n";
        return (to, line, offset) -> to.append("{\"create\":{\"_id\":\"")
                .append(id)
                .append('-')
                .append(offset)
                .append("\"}}\n{\"@timestamp\":\"2026-01-01T00:00:00.000Z\",\"message\":\"")
                .append(line)
                .append("\",\"log\":{\"offset\":")
                .append(offset)
                .append(fields);
    }

    BulkLoader(String node, String stream, Document document) {
        this.bulk = URI.create(node + "/" + stream + "/_bulk?filter_path=errors");
        this.document = document;
    }

    void load(Path file) throws IOException, InterruptedException {
        ExecutorService senders = Executors.newFixedThreadPool(REQUESTS);
        Semaphore free = new Semaphore(REQUESTS + 1);
        List<Future<?>> sent = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file, UTF_8)) {
            StringBuilder body = new StringBuilder(BODY + 4096);
            long offset = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                document.append(body, line, offset);
                offset += line.length() + 1;
                if (body.length() > BODY - 1024) {
                    free.acquire();
                    sent.add(send(senders, free, body.toString()));
                    body.setLength(0);
                }
            }
            if (body.length() > 0) {
                free.acquire();
                sent.add(send(senders, free, body.toString()));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            senders.shutdownNow();
        }
    }

    private Future<?> send(ExecutorService senders, Semaphore free, String body) {
        return senders.submit(() -> {
            try {
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(bulk)
                                .header("Content-Type", "application/x-ndjson")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
                if (!answer.body().equals("{\"errors\":false}")) {
                    throw new IOException(answer.statusCode() + " " + answer.body());
                }
                return null;
            } finally {
                free.release();
            }
        });
    }
}
