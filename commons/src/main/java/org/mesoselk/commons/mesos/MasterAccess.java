package org.mesoselk.commons.mesos;

import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How masters are spoken to.
 *
 * @param tls whether those speak TLS that are found by {@code zk://} or named without a scheme
 * @param context for https; when empty, what the JVM has by itself
 */
public record MasterAccess(Authorization authorization, boolean tls, Optional<SSLContext> context) {

    /** Plain HTTP, and nobody asks who we are. */
    public static final MasterAccess OPEN =
            new MasterAccess(Authorization.none("it has no credentials to give"), false, Optional.empty());
}
