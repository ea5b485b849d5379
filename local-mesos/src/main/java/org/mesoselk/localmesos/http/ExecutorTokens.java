package org.mesoselk.localmesos.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;

/**
 * The tokens that an agent gives its executors: JSON web tokens, signed with HMAC-SHA256 by the key of a file, so that an
 * agent that was started again knows those that it gave before.
 */
public final class ExecutorTokens {

    private static final String HEADER = encode(Map.of("alg", "HS256"));

    private final SecretKeySpec key;

    private ExecutorTokens(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** @throws IllegalArgumentException with a sentence when the file has no key */
    public static ExecutorTokens read(Path file) {
        try {
            byte[] key = Files.readAllBytes(file);
            if (key.length == 0) {
                throw new IllegalArgumentException("the executor secret key " + file + " is empty");
            }
            return new ExecutorTokens(key);
        } catch (IOException e) {
            throw new IllegalArgumentException("the executor secret key " + file + " cannot be read: " + e, e);
        }
    }

    /** For an executor of a framework in its container. */
    public String token(String frameworkId, String executorId, String containerId) {
        Map<String, String> claims = new LinkedHashMap<>();
        claims.put("fid", frameworkId);
        claims.put("eid", executorId);
        claims.put("cid", containerId);
        String signed = HEADER + "." + encode(claims);
        return signed + "." + signature(signed);
    }

    Optional<Principal> authenticate(String header) {
        String[] parts = header.split(" ", -1);
        String token = parts.length == 2 && parts[0].equals("Bearer") ? parts[1] : "";
        int last = token.lastIndexOf('.');
        if (last < 0
                || !MessageDigest.isEqual(
                        signature(token.substring(0, last)).getBytes(StandardCharsets.US_ASCII),
                        token.substring(last + 1).getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        try {
            Map<String, String> claims = new LinkedHashMap<>();
            String payload = token.substring(token.indexOf('.') + 1, last);
            Json.tree(Base64.getUrlDecoder().decode(payload))
                    .properties()
                    .forEach(
                            claim -> claims.put(claim.getKey(), claim.getValue().asString("")));
            return Optional.of(new Principal("", claims));
        } catch (IllegalArgumentException | JacksonException garbage) {
            return Optional.empty();
        }
    }

    private String signature(String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no HMAC-SHA256", e);
        }
    }

    private static String encode(Map<String, String> json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(json));
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "executor tokens";
    }
}
