package org.mesoselk.commons.mesos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.mesoselk.commons.security.SecretFile;
import org.mesoselk.commons.security.UnusableFileException;

/** How a client tells a master who it is. {@code toString} shows no secret. */
public interface Authorization {

    /**
     * The value of the Authorization header, asked for anew with each request; a secret.
     *
     * @throws IOException with a sentence, when the secret cannot be read now
     */
    Optional<String> header() throws IOException;

    /** What the operator is to look at when a master refuses it, as in "check …". */
    String remedy();

    /** @param remedy what to give, for a master that wants something */
    static Authorization none(String remedy) {
        return new None(remedy);
    }

    /** HTTP's basic scheme, which Mesos' own authenticator wants. */
    static Authorization basic(String principal, SecretFile secret, String remedy) {
        return new Basic(principal, secret, remedy);
    }

    /** A token, as many authenticators beside Mesos' own want it. */
    static Authorization bearer(SecretFile token, String remedy) {
        return new Bearer(token, remedy);
    }

    private static String read(SecretFile file) throws IOException {
        try {
            return file.read();
        } catch (UnusableFileException unusable) {
            throw new IOException(unusable.getMessage(), unusable);
        }
    }

    /** Says nothing. */
    record None(String remedy) implements Authorization {
        @Override
        public Optional<String> header() {
            return Optional.empty();
        }
    }

    /** A principal and the file with its secret. */
    record Basic(String principal, SecretFile secret, String remedy) implements Authorization {
        @Override
        public Optional<String> header() throws IOException {
            byte[] pair = (principal + ":" + read(secret)).getBytes(StandardCharsets.UTF_8);
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
        }
    }

    /** The file with a token. */
    record Bearer(SecretFile token, String remedy) implements Authorization {
        @Override
        public Optional<String> header() throws IOException {
            return Optional.of("Bearer " + read(token));
        }
    }
}
