package org.mesoselk.localmesos.replay;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import tools.jackson.databind.JsonNode;

/** The bytes of one recorded scenario, {@code recordings/SCENARIO.zip}, as a real Mesos received and sent them. */
final class Recording {

    /** A recorded stream: its events, and whether the server ended it or the client went away. */
    record Streamed(List<JsonNode> events, boolean ended) {}

    private final Map<String, byte[]> files = new TreeMap<>();

    private Recording() {}

    static Recording of(String scenario) throws IOException {
        Recording recording = new Recording();
        try (InputStream resource = Recording.class.getResourceAsStream("/recordings/" + scenario + ".zip")) {
            if (resource == null) {
                throw new NoSuchElementException("no recording of " + scenario);
            }
            ZipInputStream zip = new ZipInputStream(resource);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                recording.files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return recording;
    }

    private byte[] file(String name) {
        byte[] content = files.get(name);
        if (content == null) {
            throw new NoSuchElementException("nothing recorded as " + name);
        }
        return content;
    }

    String text(String name) {
        return new String(file(name), StandardCharsets.UTF_8);
    }

    /** Every byte of a request as one character. */
    String request(String name) {
        return new String(file(name + ".request.raw"), StandardCharsets.ISO_8859_1);
    }

    Answer answer(String name) throws IOException {
        return Answer.read(new ByteArrayInputStream(file(name + ".response.raw")));
    }

    Streamed stream(String name) throws IOException {
        Answer answer = answer(name);
        List<JsonNode> events = new ArrayList<>();
        for (Optional<byte[]> one = answer.record(); one.isPresent(); one = answer.record()) {
            events.add(answer.event(one.get()));
        }
        return new Streamed(events, answer.ended());
    }

    List<String> requests() {
        return files.keySet().stream()
                .filter(file -> file.endsWith(".request.raw"))
                .map(file -> file.replace(".request.raw", ""))
                .toList();
    }

    /** The requests whose answers are streams. */
    List<String> streams() throws IOException {
        List<String> streams = new ArrayList<>();
        for (String file : files.keySet()) {
            String name = file.replace(".response.raw", "");
            if (file.endsWith(".response.raw")
                    && files.get(file).length > 0
                    && answer(name).isStream()) {
                streams.add(name);
            }
        }
        return streams;
    }
}
