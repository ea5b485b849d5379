package org.mesoselk.localmesos.http;

import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * What a master or an agent asks of whoever speaks to it, and shows of itself.
 *
 * @param tls without it plain HTTP is spoken
 * @param asClient TLS for its own requests: to the master, and to where things are fetched from
 * @param credentials who may do what {@code required} says; needed for all realms but that of executors
 * @param tokens for executors
 * @param required where requests without credentials are refused
 */
public record HttpSecurity(
        Optional<ServerTls> tls,
        Optional<SSLContext> asClient,
        Optional<Credentials> credentials,
        Optional<ExecutorTokens> tokens,
        Set<Realm> required) {

    public static final HttpSecurity NONE =
            new HttpSecurity(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of());

    public HttpSecurity {
        required = Set.copyOf(required);
        if (required.contains(Realm.EXECUTOR) && tokens.isEmpty()) {
            throw new IllegalArgumentException(
                    "--authenticate_http_executors needs --executor_secret_key, a file with a key to sign tokens with");
        }
        if (required.stream().anyMatch(realm -> realm != Realm.EXECUTOR) && credentials.isEmpty()) {
            throw new IllegalArgumentException(
                    "No credentials provided for the default 'basic' HTTP authenticator: give --credentials, a file"
                            + " with principals and secrets");
        }
    }
}
