package org.mesoselk.commons.mesos;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mesoselk.commons.zookeeper.ZooKeeperTls;

/** Makes a {@link MasterDetector} from what an operator writes. */
public final class MasterDetectors {

    /** Mesos' own default. */
    private static final int DEFAULT_PORT = 5050;

    private MasterDetectors() {}

    /** As {@link #parse(String, boolean, Optional)}, without TLS where nothing is said of it. */
    public static MasterDetector parse(String text) {
        return parse(text, false, Optional.empty());
    }

    /**
     * Connects to nothing yet.
     *
     * @param text {@code zk://[user:password@]host:port[,host:port]/path}, or a list of {@code http(s)://host:port} or
     *     {@code host:port}, separated by commas
     * @param tls whether masters speak it that are found by {@code zk://} or named without {@code http(s)://}
     * @param zooKeeperTls how ZooKeeper is spoken to, if by TLS
     * @throws IllegalArgumentException with one sentence, without credentials, when it is none of these
     */
    public static MasterDetector parse(String text, boolean tls, Optional<ZooKeeperTls> zooKeeperTls) {
        String address = text.strip();
        if (address.startsWith(ZooKeeperUrl.SCHEME)) {
            return new ZooKeeperDetector(ZooKeeperUrl.parse(address), tls, zooKeeperTls);
        }
        List<URI> masters = new ArrayList<>();
        for (String one : address.split(",", -1)) {
            masters.add(url(address, one.strip(), tls));
        }
        return new UrlDetector(masters);
    }

    private static URI url(String address, String one, boolean tls) {
        if (one.isEmpty()) {
            throw bad(address, address.isEmpty() ? "it is empty" : "it has an empty entry");
        }
        if (address.contains("@")) {
            throw bad(address, "credentials cannot be part of it");
        }
        URI uri;
        try {
            uri = URI.create(one.contains("://") ? one : (tls ? "https://" : "http://") + one);
        } catch (IllegalArgumentException unreadable) {
            throw bad(address, "'" + one + "' is not host:port or a URL");
        }
        if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
            throw bad(address, "'" + uri.getScheme() + "' is not http, https or zk");
        }
        if (uri.getHost() == null || uri.getPort() > 65535) {
            throw bad(address, "'" + one + "' has no host:port");
        }
        if (!uri.getPath().isEmpty() && !uri.getPath().equals("/")) {
            throw bad(address, "'" + one + "' has a path, and masters are found at host:port alone");
        }
        String port = uri.getPort() >= 0 ? ":" + uri.getPort() : one.contains("://") ? "" : ":" + DEFAULT_PORT;
        return URI.create(uri.getScheme() + "://" + uri.getHost() + port);
    }

    private static IllegalArgumentException bad(String address, String why) {
        return new IllegalArgumentException("'" + ZooKeeperUrl.withoutCredentials(address)
                + "' does not say where the Mesos master is: " + why
                + "; write zk://host:port[,host:port]/mesos, or http://host:port (several separated by commas)");
    }
}
