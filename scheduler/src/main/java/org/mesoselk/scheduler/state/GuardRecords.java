package org.mesoselk.scheduler.state;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.ACL;

/**
 * Gives records that were made before there were credentials, or with other rights, the rights that they are to have.
 * Those that are made from now on have them from their first moment.
 */
public final class GuardRecords {
    private static final long PAUSE_MS = 1_000;

    private final CuratorFramework client;
    private final ZooKeeperAccess access;

    public GuardRecords(CuratorFramework client, ZooKeeperAccess access) {
        this.client = client;
        this.access = access;
    }

    /**
     * Tries again while ZooKeeper does not answer: it may fall silent right after it was reached.
     *
     * @param base of the records, below the chroot
     * @param shown the same, for messages
     * @param progress told each time that it did not answer
     * @throws StoreRefusedException when they belong to somebody else
     * @throws StoreUnavailableException when it has not answered within {@code patience}
     */
    public void below(String base, String shown, Duration patience, Consumer<String> progress)
            throws StoreUnavailableException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                once(base, shown);
                return;
            } catch (StoreUnavailableException e) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw e;
                }
                progress.accept(e.getMessage() + "; trying for another " + (left + 999) / 1_000 + " s");
                Thread.sleep(Math.min(left, PAUSE_MS));
            }
        }
    }

    private void once(String base, String shown) throws StoreUnavailableException {
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
                List<ACL> wanted = access.acl(path);
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
