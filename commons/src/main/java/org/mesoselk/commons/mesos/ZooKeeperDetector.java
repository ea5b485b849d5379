package org.mesoselk.commons.mesos;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.imps.CuratorFrameworkState;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.zookeeper.ZooKeeperTls;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads the leader from ZooKeeper as Mesos masters write it: each contender keeps an ephemeral sequential node
 * {@code json.info_NNNNNNNNNN} with its MasterInfo, and the lowest number leads.
 *
 * <p>Plain one-time watches, since ensembles beside Mesos are often older than the persistent ones of ZooKeeper 3.6.
 */
final class ZooKeeperDetector implements MasterDetector {

    static final String CONTENDER = "json.info_";

    private static final int SESSION_TIMEOUT_MILLIS = 20_000;
    private static final int CONNECTION_TIMEOUT_MILLIS = 5_000;

    private final ZooKeeperUrl url;
    private final boolean tls;
    private final CuratorFramework zooKeeper;
    private final Semaphore news = new Semaphore(0);
    private final Watcher watcher = event -> news.release();

    /** @param tls whether the masters speak it: their records do not say */
    ZooKeeperDetector(ZooKeeperUrl url, boolean tls, Optional<ZooKeeperTls> zooKeeperTls) {
        this.url = url;
        this.tls = tls;
        CuratorFrameworkFactory.Builder builder = CuratorFrameworkFactory.builder()
                .connectString(url.hosts())
                .sessionTimeoutMs(SESSION_TIMEOUT_MILLIS)
                .connectionTimeoutMs(CONNECTION_TIMEOUT_MILLIS)
                // Whoever asks has a back-off of its own.
                .retryPolicy(new RetryNTimes(0, 0));
        url.digest().ifPresent(digest -> builder.authorization("digest", digest.getBytes(StandardCharsets.UTF_8)));
        zooKeeperTls.ifPresent(own -> builder.zkClientConfig(own.config()));
        this.zooKeeper = builder.build();
    }

    @Override
    public synchronized Detection detect() throws InterruptedException {
        if (zooKeeper.getState() == CuratorFrameworkState.LATENT) {
            zooKeeper.start();
        }
        news.drainPermits();
        try {
            return read();
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (KeeperException.NoNodeException changing) {
            return new NotFound("No master leads at " + url + " at the moment");
        } catch (KeeperException.NoAuthException refused) {
            return new NotFound("ZooKeeper refuses to show " + url + ": the credentials are missing or wrong");
        } catch (JacksonException garbage) {
            return new NotFound("The leading master's record at " + url + " is not JSON");
        } catch (Exception failure) {
            return new NotFound("ZooKeeper cannot be asked for the master at " + url + ": " + Failures.clause(failure));
        }
    }

    private Detection read() throws Exception {
        // A watch on children cannot be set before the parent exists.
        if (zooKeeper.checkExists().usingWatcher(watcher).forPath(url.path()) == null) {
            return new NotFound(
                    "There is no " + url.path() + " in ZooKeeper at " + url + ": no master was ever started there");
        }
        Optional<String> leader = zooKeeper.getChildren().usingWatcher(watcher).forPath(url.path()).stream()
                .filter(name -> name.startsWith(CONTENDER))
                .min(Comparator.naturalOrder());
        if (leader.isEmpty()) {
            return new NotFound("No master leads at " + url + " at the moment");
        }
        byte[] masterInfo = zooKeeper.getData().usingWatcher(watcher).forPath(url.path() + "/" + leader.get());
        return address(Json.tree(masterInfo), tls)
                .<Detection>map(Candidate::new)
                .orElseGet(() -> new NotFound("The leading master's record at " + url + " has no address"));
    }

    /**
     * From a MasterInfo: {@code address.ip} (which needs no name service), else the host name; with TLS the other way
     * round, since certificates are mostly for names.
     */
    static Optional<URI> address(JsonNode masterInfo, boolean tls) {
        JsonNode address = masterInfo.path("address");
        String ip = address.path("ip").asString("");
        String name =
                address.path("hostname").asString(masterInfo.path("hostname").asString(""));
        String host = (tls && !name.isEmpty()) || ip.isEmpty() ? name : ip;
        int port = address.path("port").asInt(masterInfo.path("port").asInt(0));
        if (host.isEmpty() || port < 1) {
            return Optional.empty();
        }
        return Optional.of(URI.create(
                (tls ? "https://" : "http://") + (host.contains(":") ? "[" + host + "]" : host) + ":" + port));
    }

    @Override
    public void awaitNews(Duration atMost) throws InterruptedException {
        news.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        zooKeeper.close();
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
