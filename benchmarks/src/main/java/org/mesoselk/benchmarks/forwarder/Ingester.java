package org.mesoselk.benchmarks.forwarder;

import static java.nio.charset.StandardCharsets.UTF_8;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._helpers.bulk.BulkIngester;
import co.elastic.clients.elasticsearch._helpers.bulk.BulkListener;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.json.SimpleJsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import co.elastic.clients.util.BinaryData;
import co.elastic.clients.util.ContentType;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;
import org.mesoselk.benchmarks.footprint.Running;

/**
 * Loads the same documents by the BulkIngester of Elastic's Java client, with requests as large and as many at a time. It
 * runs in this JVM, with a large heap and the better compiler.
 */
final class Ingester {

    private static final long BODY = 1024 * 1024;
    private static final int REQUESTS = 2;

    private Ingester() {}

    /** @param cpuSeconds of this process meanwhile */
    record Loaded(double seconds, double cpuSeconds) {}

    static Loaded load(String node, String stream, Path file, BulkLoader.Document document)
            throws IOException, InterruptedException {
        AtomicReference<String> fault = new AtomicReference<>("");
        long self = ProcessHandle.current().pid();
        double cpuBefore = Running.cpuSeconds(self);
        long began = System.nanoTime();
        try (RestClient rest = RestClient.builder(HttpHost.create(node)).build();
                RestClientTransport transport = new RestClientTransport(rest, new SimpleJsonpMapper())) {
            ElasticsearchClient client = new ElasticsearchClient(transport);
            BulkIngester<Void> ingester = BulkIngester.of(builder -> builder.client(client)
                    .maxSize(BODY)
                    .maxOperations(-1)
                    .maxConcurrentRequests(REQUESTS)
                    .listener(new Faults(fault)));
            try (BufferedReader lines = Files.newBufferedReader(file, UTF_8)) {
                StringBuilder both = new StringBuilder();
                long offset = 0;
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    both.setLength(0);
                    document.append(both, line, offset);
                    int end = both.indexOf("\n");
                    String id = stream + "-" + offset;
                    BinaryData source = BinaryData.of(
                            both.substring(end + 1, both.length() - 1).getBytes(UTF_8), ContentType.APPLICATION_JSON);
                    ingester.add(operation -> operation.create(
                            create -> create.index(stream).id(id).document(source)));
                    offset += line.length() + 1;
                }
            }
            ingester.close();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        if (!fault.get().isEmpty()) {
            throw new IOException("BulkIngester: " + fault.get());
        }
        return new Loaded(seconds, Running.cpuSeconds(self) - cpuBefore);
    }

    private record Faults(AtomicReference<String> first) implements BulkListener<Void> {

        @Override
        public void beforeBulk(long id, BulkRequest request, List<Void> contexts) {}

        @Override
        public void afterBulk(long id, BulkRequest request, List<Void> contexts, BulkResponse response) {
            if (response.errors()) {
                first.compareAndSet("", "not all documents were taken");
            }
        }

        @Override
        public void afterBulk(long id, BulkRequest request, List<Void> contexts, Throwable failure) {
            first.compareAndSet("", failure.toString());
        }
    }
}
