package org.mesoselk.scheduler.options;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.mesoselk.commons.security.Tls;
import org.mesoselk.scheduler.api.ApiTls;

/**
 * Where the REST API listens and how others reach it.
 *
 * @param port 0 means any free one
 * @param advertise what agents and users use; empty means {@link #reachedAt}
 * @param announce file to write the URL to
 * @param tls without it the API speaks plain HTTP
 * @param leaderTls for requests to other schedulers; when empty, what the JVM has by itself
 */
public record ApiOptions(
        String host,
        int port,
        Optional<URI> advertise,
        Optional<Path> announce,
        Optional<ApiTls> tls,
        Optional<SSLContext> leaderTls) {

    /** Plain HTTP. */
    public ApiOptions(String host, int port, Optional<URI> advertise, Optional<Path> announce) {
        this(host, port, advertise, announce, Optional.empty(), Optional.empty());
    }

    static ApiOptions from(Values values, Map<String, String> environment) {
        int port = 0;
        if (values.isGiven("--api-port")) {
            port = values.integer("--api-port", 0, 65535);
        } else {
            port = marathonPort(values, environment);
        }
        Optional<URI> advertise = values.one("--api-advertise").flatMap(given -> {
            try {
                URI url = URI.create(given.value());
                if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                    return Optional.of(url);
                }
            } catch (IllegalArgumentException e) {
                // said below
            }
            values.fault(given.origin() + ": must be a URL such as http://scheduler.example:8080");
            return Optional.empty();
        });
        return new ApiOptions(
                values.text("--api-host").orElseThrow(),
                port,
                advertise,
                values.text("--api-announce").map(Path::of),
                tls(values),
                leaderTls(values));
    }

    private static Optional<ApiTls> tls(Values values) {
        return SecretOptions.identity(values, "--api-cert-file", "--api-key-file")
                .map(usable -> new ApiTls(
                        SecretOptions.file(values, "--api-cert-file").orElseThrow(),
                        SecretOptions.file(values, "--api-key-file").orElseThrow()));
    }

    private static Optional<SSLContext> leaderTls(Values values) {
        return values.isGiven("--api-ca-file")
                ? Optional.of(Tls.context(SecretOptions.authorities(values, "--api-ca-file"), Optional.empty()))
                : Optional.empty();
    }

    private static int marathonPort(Values values, Map<String, String> environment) {
        for (String name : new String[] {"PORT0", "PORT_API"}) {
            String text = environment.getOrDefault(name, "");
            if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65535) {
                return Integer.parseInt(text);
            }
            if (!text.isBlank()) {
                values.fault(name + "=" + text + ": must be a port, 0 to 65535");
            }
        }
        return 0;
    }

    /** The URL that agents and users reach the API at, without a slash at its end. */
    public String reachedAt(int boundPort) {
        return advertise
                .map(url -> url.toString().replaceAll("/+$", ""))
                .orElseGet(() -> (tls.isPresent() ? "https://" : "http://")
                        + (isWildcard() ? localHostName() : bracketed()) + ":" + boundPort);
    }

    /** The name that others know this machine by; its listening address when that is a real one. */
    public String hostname() {
        return isWildcard() ? localHostName() : host;
    }

    private boolean isWildcard() {
        return host.equals("0.0.0.0") || host.equals("::");
    }

    private String bracketed() {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static String localHostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "127.0.0.1";
        }
    }
}
