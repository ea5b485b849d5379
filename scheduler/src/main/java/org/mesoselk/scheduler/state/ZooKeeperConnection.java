package org.mesoselk.scheduler.state;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.state.SessionConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryNTimes;

/** The connection to ZooKeeper, made at the start with patience and progress. */
public final class ZooKeeperConnection {

    private static final long PROGRESS_MS = 5_000;

    private ZooKeeperConnection() {}

    /** As the other, with a ZooKeeper where everybody may do everything. */
    public static CuratorFramework open(
            String hosts, String chroot, Duration session, Duration patience, Consumer<String> progress)
            throws StoreUnavailableException, InterruptedException {
        return open(hosts, chroot, session, patience, ZooKeeperAccess.OPEN, progress);
    }

    /**
     * @param hosts host:port[,host:port]
     * @param chroot empty or a path
     * @param session how long ZooKeeper keeps what belongs to this process when it hears nothing of it
     * @param progress told every five seconds that it is still trying
     * @throws StoreUnavailableException when it cannot be reached within {@code patience}
     */
    public static CuratorFramework open(
            String hosts,
            String chroot,
            Duration session,
            Duration patience,
            ZooKeeperAccess access,
            Consumer<String> progress)
            throws StoreUnavailableException, InterruptedException {
        int sessionMs = (int) session.toMillis();
        CuratorFrameworkFactory.Builder builder = CuratorFrameworkFactory.builder()
                .connectString(hosts)
                .sessionTimeoutMs(sessionMs)
                // An operation without a connection waits so long and then fails: well before the session is over.
                .connectionTimeoutMs(Math.min(5_000, sessionMs / 3))
                // No retries: a transaction of unknown outcome must not be sent again before it is compared.
                .retryPolicy(new RetryNTimes(0, 0))
                // A short interruption takes no leadership away; the epoch is confirmed before anything is decided.
                .connectionStateErrorPolicy(new SessionConnectionStateErrorPolicy())
                // A chroot in the connect string would have to exist; a namespace is made when it is needed.
                .namespace(chroot.isEmpty() ? null : chroot.substring(1));
        access.prepare(builder);
        CuratorFramework client = builder.build();
        client.start();
        long end = System.nanoTime() + patience.toNanos();
        long left = patience.toMillis();
        while (!client.blockUntilConnected((int) Math.min(PROGRESS_MS, left), TimeUnit.MILLISECONDS)) {
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                client.close();
                throw new StoreUnavailableException(
                        "ZooKeeper at " + hosts + " cannot be reached (tried for " + patience.toSeconds()
                                + " s): check --zookeeper and that ZooKeeper runs"
                                + (access.tls().isPresent()
                                        ? ", and speaks TLS at that port (--zookeeper-ca-file)"
                                        : ""),
                        null);
            }
            progress.accept("ZooKeeper at " + hosts + " does not answer yet; trying for another " + (left + 999) / 1_000
                    + " s");
        }
        return client;
    }
}
