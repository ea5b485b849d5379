package org.mesoselk.scheduler.state;

import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;
import org.mesoselk.commons.zookeeper.ZooKeeperTls;

/**
 * How ZooKeeper is spoken to, and who else may touch the records.
 *
 * @param digest {@code user:password}; a secret. With it nobody else reads or writes the records
 * @param worldRead whether others may read them all the same
 */
public record ZooKeeperAccess(Optional<String> digest, boolean worldRead, Optional<ZooKeeperTls> tls) {

    /** Everybody may do everything, as ZooKeeper has it without credentials. */
    public static final ZooKeeperAccess OPEN = new ZooKeeperAccess(Optional.empty(), false, Optional.empty());

    /** The records of a framework. What lies above is shared by all frameworks, and stays open. */
    private static final Pattern RECORDS = Pattern.compile(".*/mesos-elk/[a-z]+/[^/]+(/.*)?");

    /** Keys by which Kibana encrypts: nobody else reads them, whoever may read the records. */
    private static final Pattern KEYS = Pattern.compile(".*/mesos-elk/kibana/[^/]+/keys(/.*)?");

    private static final String SCHEME = "digest";

    void prepare(CuratorFrameworkFactory.Builder builder) {
        tls.ifPresent(own -> builder.zkClientConfig(own.config()));
        digest.ifPresent(pair -> builder.authorization(SCHEME, pair.getBytes(StandardCharsets.UTF_8))
                .aclProvider(new ACLProvider() {
                    @Override
                    public List<ACL> getDefaultAcl() {
                        return ZooDefs.Ids.OPEN_ACL_UNSAFE;
                    }

                    @Override
                    public List<ACL> getAclForPath(String path) {
                        return RECORDS.matcher(path).matches() ? acl(path) : ZooDefs.Ids.OPEN_ACL_UNSAFE;
                    }
                }));
    }

    /** Of a record at this path, when there are credentials. */
    List<ACL> acl(String path) {
        List<ACL> acl = new ArrayList<>();
        try {
            String id = DigestAuthenticationProvider.generateDigest(digest.orElseThrow());
            acl.add(new ACL(ZooDefs.Perms.ALL, new Id(SCHEME, id)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-1, which ZooKeeper's digests need", e);
        }
        if (worldRead && !KEYS.matcher(path).matches()) {
            acl.add(new ACL(ZooDefs.Perms.READ, ZooDefs.Ids.ANYONE_ID_UNSAFE));
        }
        return acl;
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "ZooKeeperAccess["
                + digest.map(pair -> "as " + pair.substring(0, Math.max(0, pair.indexOf(':'))))
                        .orElse("open") + ", worldRead=" + worldRead + ", tls=" + tls + "]";
    }
}
