package org.mesoselk.commons.mesos;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A ZooKeeper ensemble and a path in it, as Mesos writes it: {@code zk://[user:password@]host:port[,host:port]/path}.
 *
 * @param hosts {@code host:port,host:port}, as ZooKeeper clients take it
 * @param path absolute, not {@code /}
 * @param digest {@code user:password} of ZooKeeper's digest scheme; a secret
 */
public record ZooKeeperUrl(String hosts, String path, Optional<String> digest) {

    static final String SCHEME = "zk://";

    private static final int DEFAULT_PORT = 2181;
    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?");

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException with one sentence, without the credentials, when {@code text} is none
     */
    public static ZooKeeperUrl parse(String text) {
        if (!text.startsWith(SCHEME)) {
            throw bad(text, "it does not begin with zk://");
        }
        String rest = text.substring(SCHEME.length());
        int at = rest.lastIndexOf('@');
        Optional<String> digest = at < 0 ? Optional.empty() : Optional.of(rest.substring(0, at));
        if (digest.isPresent() && !digest.get().contains(":")) {
            throw bad(text, "what stands before the @ is not user:password");
        }
        String place = rest.substring(at + 1);
        int slash = place.indexOf('/');
        if (slash < 0 || slash == place.length() - 1) {
            throw bad(text, "the path is missing, usually /mesos");
        }
        String hosts = Arrays.stream(place.substring(0, slash).split(",", -1))
                .map(host -> host(text, host.strip()))
                .reduce((left, right) -> left + "," + right)
                .orElseThrow();
        String path = place.substring(slash);
        return new ZooKeeperUrl(hosts, path.endsWith("/") ? path.substring(0, path.length() - 1) : path, digest);
    }

    private static String host(String text, String host) {
        if (!HOST.matcher(host).matches()) {
            throw bad(text, "'" + host + "' is not host:port");
        }
        return host.matches(".*:[0-9]+") && !host.endsWith("]") ? host : host + ":" + DEFAULT_PORT;
    }

    private static IllegalArgumentException bad(String text, String why) {
        return new IllegalArgumentException("'" + withoutCredentials(text) + "' is not a ZooKeeper address: " + why
                + "; write zk://host:port[,host:port]/path");
    }

    /** The same with everything that could be a user name or a password taken out. */
    static String withoutCredentials(String address) {
        int at = address.lastIndexOf('@');
        int start = address.indexOf("//");
        return at < 0 ? address : (start < 0 ? "" : address.substring(0, start + 2)) + "…" + address.substring(at);
    }

    /** Never the digest. */
    @Override
    public String toString() {
        return SCHEME + hosts + path;
    }
}
