package org.mesoselk.localmesos.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Principals with their secrets, from a file as Mesos' {@code --credentials} has it. Never shows a secret. */
public final class Credentials {

    private final Map<String, String> secrets;

    private Credentials(Map<String, String> secrets) {
        this.secrets = Map.copyOf(secrets);
    }

    /**
     * Either {@code {"credentials": [{"principal": "…", "secret": "…"}]}}, or a line {@code principal secret} each.
     *
     * @throws IllegalArgumentException with a sentence when the file cannot be used
     */
    public static Credentials read(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("the credentials file " + file + " cannot be read: " + e, e);
        }
        Map<String, String> secrets = text.strip().startsWith("{") ? json(file, text) : lines(file, text);
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("the credentials file " + file + " names no principal");
        }
        return new Credentials(secrets);
    }

    private static Map<String, String> json(Path file, String text) {
        Map<String, String> secrets = new HashMap<>();
        try {
            for (JsonNode one : Json.tree(text.getBytes(StandardCharsets.UTF_8)).path("credentials")) {
                secrets.put(
                        one.path("principal").asString(""), one.path("secret").asString(""));
            }
        } catch (JacksonException e) {
            // Its message could show a secret.
            throw new IllegalArgumentException("the credentials file " + file + " is not JSON");
        }
        return secrets;
    }

    private static Map<String, String> lines(Path file, String text) {
        Map<String, String> secrets = new HashMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String[] pair = line.strip().split(" +");
            if (pair.length != 2 && !line.isBlank()) {
                throw new IllegalArgumentException(
                        "line " + number + " of the credentials file " + file + " is not 'principal secret'");
            }
            if (pair.length == 2) {
                secrets.put(pair[0], pair[1]);
            }
        }
        return secrets;
    }

    /** From an Authorization header of the basic scheme. As Mesos, no colon may be in a secret. */
    Optional<Principal> authenticate(String header) {
        String[] parts = header.split(" ", -1);
        if (parts.length != 2 || !parts[0].equals("Basic")) {
            return Optional.empty();
        }
        try {
            String decoded = new String(Base64.getDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            String[] pair = decoded.split(":", -1);
            return pair.length == 2 && pair[1].equals(secrets.get(pair[0]))
                    ? Optional.of(Principal.named(pair[0]))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "credentials of " + secrets.keySet();
    }
}
