package org.mesoselk.scheduler.state;

import java.util.HashSet;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.ACL;

/**
 * Gives records that were made before there were credentials, or with other rights, the rights that they are to have.
 * Those that are made from now on have them from their first moment.
 */
public final class GuardRecords {
    private final CuratorFramework client;
    private final ZooKeeperAccess access;

    public GuardRecords(CuratorFramework client, ZooKeeperAccess access) {
        this.client = client;
        this.access = access;
    }

    /**
     * @param base of the records, below the chroot
     * @param shown the same, for messages
     * @throws StoreRefusedException when they belong to somebody else
     */
    public void below(String base, String shown) throws StoreUnavailableException {
        try {
            guard(base);
        } catch (KeeperException.NoAuthException | KeeperException.AuthFailedException e) {
            throw new StoreRefusedException(
                    "ZooKeeper does not let this scheduler use the records at " + shown
                            + ": they belong to another user; "
                            + (access.digest().isPresent()
                                    ? "check what --zookeeper-auth-file has in it"
                                    : "give their user and password in --zookeeper-auth-file"),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted", e);
        } catch (Exception e) {
            throw new StoreUnavailableException(
                    "the records at " + shown + " cannot be looked at: " + e.getMessage(), e);
        }
    }

    private void guard(String path) throws Exception {
        try {
            List<String> children = client.getChildren().forPath(path);
            if (access.digest().isPresent()) {
                List<ACL> wanted = access.acl();
                List<ACL> present = client.getACL().forPath(path);
                if (!new HashSet<>(wanted).equals(new HashSet<>(present))) {
                    client.setACL().withACL(wanted).forPath(path);
                }
                for (String child : children) {
                    guard(path + "/" + child);
                }
            }
        } catch (KeeperException.NoNodeException e) {
            // Not there yet, or an ephemeral node that has just gone.
        }
    }
}
