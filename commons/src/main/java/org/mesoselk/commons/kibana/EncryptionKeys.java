package org.mesoselk.commons.kibana;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The one secret of a group of Kibana instances. Kibana's own keys are derived from it by the name of their setting, so that
 * a setting of a later Kibana needs nothing new, and none tells anything of another.
 */
public final class EncryptionKeys {
    private static final String MAC = "HmacSHA256";

    private final String secret;

    /** @param secret 64 hex digits out of a secure random source */
    @JsonCreator
    public EncryptionKeys(String secret) {
        if (!secret.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("the secret of Kibana's encryption keys is not 64 hex digits");
        }
        this.secret = secret;
    }

    /**
     * @param setting e.g. xpack.encryptedSavedObjects.encryptionKey
     * @return 64 hex digits; Kibana wants 32 characters or more
     */
    public String key(String setting) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(secret), MAC));
            return HexFormat.of().formatHex(mac.doFinal(setting.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + MAC, e);
        }
    }

    /** For the store and for TaskInfo.data, which no page of Mesos shows. */
    @JsonValue
    public String secret() {
        return secret;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncryptionKeys keys && keys.secret.equals(secret);
    }

    @Override
    public int hashCode() {
        return secret.hashCode();
    }

    @Override
    public String toString() {
        return "EncryptionKeys[...]";
    }
}
