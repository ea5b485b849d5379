package org.mesoselk.executor.kibana.version;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** By what Kibana is known to Elasticsearch. */
public sealed interface Login {

    record None() implements Login {}

    record Password(String user, String password) implements Login {
        @Override
        public String toString() {
            return "Password[...]";
        }
    }

    /** A service account token. */
    record Token(String token) implements Login {
        @Override
        public String toString() {
            return "Token[...]";
        }
    }

    /** The Authorization header; empty for none. */
    default String header() {
        if (this instanceof Password password) {
            byte[] pair = (password.user() + ":" + password.password()).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(pair);
        }
        return this instanceof Token token ? "Bearer " + token.token() : "";
    }

    /** What nobody else may see. */
    default List<String> secrets() {
        if (this instanceof Password password) {
            return List.of(password.password());
        }
        return this instanceof Token token ? List.of(token.token()) : List.of();
    }
}
