package org.mesoselk.commons.security;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Who this side of a TLS connection is.
 *
 * @param chain its own certificate first
 * @param warning what should be said of the key file's permissions
 */
public record Identity(List<X509Certificate> chain, PrivateKey key, Optional<String> warning) {

    public Identity {
        chain = List.copyOf(chain);
    }

    /** Never the key. */
    @Override
    public String toString() {
        return chain.get(0).getSubjectX500Principal().getName();
    }
}
