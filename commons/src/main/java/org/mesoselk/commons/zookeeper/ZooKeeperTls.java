package org.mesoselk.commons.zookeeper;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.zookeeper.ClientCnxnSocketNetty;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;
import org.apache.zookeeper.common.X509Util;

/**
 * How ZooKeeper is spoken to with TLS. Its client reads PEM files itself.
 *
 * @param authorities file with the CAs that are trusted
 * @param identity file with this side's certificate and its key, both in one, when servers want one
 */
public record ZooKeeperTls(Path authorities, Optional<Path> identity) {

    private static final String PEM = "PEM";

    /** For Curator and for ZooKeeper's own client. */
    public ZKClientConfig config() {
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty(ZKClientConfig.SECURE_CLIENT, "true");
        config.setProperty(ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET, ClientCnxnSocketNetty.class.getName());
        try (X509Util names = new ClientX509Util()) {
            config.setProperty(
                    names.getSslTruststoreLocationProperty(),
                    authorities.toAbsolutePath().toString());
            config.setProperty(names.getSslTruststoreTypeProperty(), PEM);
            identity.ifPresent(file -> {
                config.setProperty(
                        names.getSslKeystoreLocationProperty(),
                        file.toAbsolutePath().toString());
                config.setProperty(names.getSslKeystoreTypeProperty(), PEM);
            });
        }
        return config;
    }
}
