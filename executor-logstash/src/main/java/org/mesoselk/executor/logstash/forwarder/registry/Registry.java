package org.mesoselk.executor.logstash.forwarder.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;

/** The file of positions: one JSON object a line, replaced as a whole. */
public final class Registry {

    static final String FILE = "positions.jsonl";

    private static final int SCHEMA_VERSION = 1;
    private static final ObjectWriter WRITER = Json.mapper().writer().without(SerializationFeature.INDENT_OUTPUT);
    private static final ObjectReader READER = Json.mapper().readerFor(Position.class);

    private final Path directory;

    /** The first line. */
    record Header(int schemaVersion) {}

    public Registry(Path directory) {
        this.directory = directory;
    }

    /** @throws IOException with a sentence when what is there cannot be understood: unknown is not empty */
    public List<Position> load() throws IOException {
        Path file = directory.resolve(FILE);
        List<Position> positions = new ArrayList<>();
        if (Files.notExists(file)) {
            return positions;
        }
        try (BufferedReader lines = Files.newBufferedReader(file, UTF_8)) {
            String header = lines.readLine();
            int version = header == null ? 0 : Json.read(header, Header.class).schemaVersion();
            if (version != SCHEMA_VERSION) {
                throw new IOException("The positions in " + file + " are of schema version " + version
                        + ", and this executor knows " + SCHEMA_VERSION
                        + "; run the version that wrote them, or move the file away to collect everything anew.");
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                positions.add(READER.readValue(line));
            }
        } catch (JacksonException e) {
            throw new IOException(
                    "The positions in " + file + " cannot be read: " + e.getOriginalMessage()
                            + ". Move the file away to collect everything anew.",
                    e);
        }
        return positions;
    }

    /** Durable when it returns. */
    public void store(Iterable<Position> positions) throws IOException {
        Path next = directory.resolve(FILE + ".next");
        try (FileChannel file = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            BufferedWriter lines = new BufferedWriter(new OutputStreamWriter(Channels.newOutputStream(file), UTF_8));
            lines.write(WRITER.writeValueAsString(new Header(SCHEMA_VERSION)));
            lines.newLine();
            for (Position position : positions) {
                lines.write(WRITER.writeValueAsString(position));
                lines.newLine();
            }
            lines.flush();
            file.force(true);
        }
        Files.move(next, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
