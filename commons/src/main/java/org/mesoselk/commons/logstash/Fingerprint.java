package org.mesoselk.commons.logstash;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** 16 hexadecimal digits that are the same for values that are written as the same JSON. */
public final class Fingerprint {

    /** {@link java.util.Map#of} has another order in each process. */
    private static final JsonMapper SORTED = Json.mapper()
            .rebuild()
            .disable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private static final JsonMapper GIVEN = SORTED.rebuild()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_DEFAULT))
            .build();

    private static final int BYTES = 8;

    private Fingerprint() {}

    public static String of(Object value) {
        return of(SORTED.writeValueAsBytes(value));
    }

    /**
     * As if what is empty, false or 0 were not there: a component that a later release adds to a record changes nothing as long
     * as nobody gives it.
     */
    public static String ofGiven(Object value) {
        return of(GIVEN.writeValueAsBytes(value));
    }

    /** Of the bytes themselves. */
    static String of(byte[] bytes) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(sum, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
