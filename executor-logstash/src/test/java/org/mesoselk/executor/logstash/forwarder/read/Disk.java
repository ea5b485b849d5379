package org.mesoselk.executor.logstash.forwarder.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.executor.logstash.forwarder.deliver.Batch;
import org.mesoselk.executor.logstash.forwarder.discover.Found;
import org.mesoselk.executor.logstash.forwarder.discover.Look;
import org.mesoselk.executor.logstash.forwarder.event.Origin;
import org.mesoselk.executor.logstash.forwarder.registry.Registry;
import tools.jackson.databind.JsonNode;

/** One life of the reading part after the other, over real files, with time by hand and batches that a test takes. */
final class Disk {

    private static final Origin ORIGIN = new Origin("host", "agent", Optional.empty());

    final Path logs;
    private final Path registry;
    private LogstashTask task;
    private final Random random = new Random(1);
    private long nanos;
    private Tails tails;
    private Reader reader;
    private Batch current;
    private final int capacity;
    final List<Batch> full = new ArrayList<>();

    private final int mostOpen;
    private final int lineBytes;
    private Instant now = Instant.now();

    Disk(Path folder, int lineBytes) throws IOException {
        this(folder, lineBytes, 100, Optional.empty());
    }

    /** @param index for each period; empty with a data stream */
    Disk(Path folder, int lineBytes, int mostOpen, Optional<String> index) throws IOException {
        this.mostOpen = mostOpen;
        logs = Files.createDirectory(folder.toRealPath().resolve("logs"));
        registry = Files.createDirectory(folder.resolve("registry"));
        capacity = 6 * lineBytes + 4096;
        this.lineBytes = lineBytes;
        restart(index);
    }

    /** As after SIGKILL, with another option. */
    void restart(Optional<String> index) throws IOException {
        task = new LogstashTask(
                LogstashTask.FORWARDER,
                List.of(),
                registry.toString(),
                Optional.empty(),
                // Days of a test are not those that the files are written on.
                new LogstashTask.Sources(false, Optional.empty(), index.isPresent() ? 0 : 3600, List.of()),
                new LogstashTask.Output("mesos", "default", Map.of(), false, index, LogstashTask.Access.OPEN),
                new LogstashTask.Limits(lineBytes, capacity, 1, 1_000_000));
        restart();
    }

    /** As after SIGKILL: only what is stored is known. */
    void restart() throws IOException {
        if (tails != null) {
            tails.close();
        }
        full.clear();
        current = null;
        tails = new Tails(new Registry(registry), task, mostOpen, random, () -> now, () -> nanos);
        reader = new Reader(
                tails,
                new Reader.Batches() {
                    @Override
                    public Optional<Batch> current() {
                        if (current == null) {
                            current = new Batch(capacity);
                        }
                        return Optional.of(current);
                    }

                    @Override
                    public void submit() {
                        full.add(current);
                        current = null;
                    }
                },
                () -> now,
                () -> nanos,
                task);
    }

    void append(String file, String text) throws IOException {
        Files.writeString(
                logs.resolve(file),
                text,
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.APPEND);
    }

    void pass(Duration time) {
        now = now.plus(time);
        nanos += time.toNanos();
    }

    /** Looks for files and reads all that is there. */
    void read() throws IOException, InterruptedException {
        look();
        pass(Duration.ofSeconds(1));
        while (reader.round()) {
            // There may be more.
        }
        if (current != null) {
            full.add(current);
            current = null;
        }
    }

    /** It is that time by the clock of the day. */
    void setClock(Instant time) {
        now = time;
    }

    void look() throws IOException {
        List<Found> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(logs)) {
            for (Path file : files.sorted().toList()) {
                found.add(new Found(
                        file, FileKey.of(file), new Lines(task.limits().lineBytes()), Optional.of(ORIGIN)));
            }
        }
        tails.apply(new Look(found, Optional.empty()));
    }

    /** Of all batches that were filled and not yet taken: the messages. */
    List<String> messages() {
        return documents().stream()
                .map(event -> event.path("message").asString())
                .toList();
    }

    List<String> ids() {
        return lines(0).stream().map(line -> line.at("/create/_id").asString()).toList();
    }

    /** The index of each message. */
    List<String> indices() {
        return lines(0).stream()
                .map(line -> line.at("/create/_index").asString("none"))
                .toList();
    }

    /** Files that are held open. */
    long open() {
        return tails.all().stream().filter(tail -> tail.channel().isPresent()).count();
    }

    /** Files of which is kept what their lines have in common. */
    long templates() {
        return tails.all().stream().filter(Tail::hasTemplate).count();
    }

    private List<JsonNode> documents() {
        return lines(1);
    }

    private List<JsonNode> lines(int which) {
        List<JsonNode> lines = new ArrayList<>();
        for (Batch batch : full) {
            for (int i = 0; i < batch.items(); i++) {
                String[] two = new String(batch.item(i), UTF_8).split("\n", -1);
                lines.add(Json.tree(two[which].getBytes(UTF_8)));
            }
        }
        return lines;
    }

    /** Elasticsearch has got all batches. */
    void deliver() {
        full.forEach(Batch::settle);
        full.clear();
    }

    /** Nothing can be stored until it is mended. */
    void breakRegistry() throws IOException {
        Files.createDirectory(registry.resolve("positions.jsonl.next"));
    }

    void mendRegistry() throws IOException {
        Files.delete(registry.resolve("positions.jsonl.next"));
    }

    void store() throws IOException {
        tails.store();
    }

    int followed() {
        return tails.all().size();
    }

    long lag() {
        tails.measure();
        return tails.all().stream().mapToLong(Tail::lag).sum();
    }
}
