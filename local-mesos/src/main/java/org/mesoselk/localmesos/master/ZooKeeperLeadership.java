package org.mesoselk.localmesos.master;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.retry.RetryForever;
import org.apache.mesos.v1.Protos.MasterInfo;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.mesoselk.commons.json.Json;
import org.mesoselk.localmesos.http.ProtoJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Election by ZooKeeper with the nodes of a real master: each has an ephemeral sequential {@code json.info_NNNNNNNNNN}
 * with its MasterInfo as JSON, and the one with the lowest number leads.
 */
final class ZooKeeperLeadership implements Leadership {

    private static final Logger LOG = LoggerFactory.getLogger(ZooKeeperLeadership.class);
    private static final String PREFIX = "json.info_";

    private final CuratorFramework zk;
    private final String path;
    private final MasterInfo self;
    private final Runnable elected;
    private final Consumer<String> lost;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "master-election");
        made.setDaemon(true);
        return made;
    });
    private volatile Optional<MasterInfo> leader = Optional.empty();
    private volatile boolean closed;
    private String ownNode = "";
    private boolean leading;

    private ZooKeeperLeadership(
            CuratorFramework zk, String path, MasterInfo self, Runnable elected, Consumer<String> lost) {
        this.zk = zk;
        this.path = path;
        this.self = self;
        this.elected = elected;
        this.lost = lost;
    }

    /**
     * Contends from now on; waits in the background until ZooKeeper can be reached.
     *
     * @param elected runs once, when this master leads
     * @param lost runs with the reason when the session ended: the process is to end, as a real master does
     */
    static ZooKeeperLeadership start(
            ZkUrl url, Duration sessionTimeout, MasterInfo self, Runnable elected, Consumer<String> lost) {
        CuratorFramework zk = CuratorFrameworkFactory.builder()
                .connectString(url.hosts())
                .sessionTimeoutMs((int) sessionTimeout.toMillis())
                .connectionTimeoutMs((int) sessionTimeout.toMillis())
                .retryPolicy(new RetryForever(500))
                .build();
        ZooKeeperLeadership leadership = new ZooKeeperLeadership(zk, url.path(), self, elected, lost);
        zk.getConnectionStateListenable().addListener((client, state) -> leadership.connection(state));
        zk.start();
        leadership.later(leadership::contend);
        return leadership;
    }

    @Override
    public Optional<MasterInfo> leader() {
        return leader;
    }

    private void connection(ConnectionState state) {
        LOG.info("zookeeper {}", state);
        if (state == ConnectionState.LOST && !closed) {
            lost.accept("the session with ZooKeeper expired");
        }
    }

    private void contend() throws Exception {
        ownNode = zk.create()
                .creatingParentsIfNeeded()
                .withMode(CreateMode.EPHEMERAL_SEQUENTIAL)
                .forPath(path + "/" + PREFIX, json(self))
                .substring(path.length() + 1);
        LOG.info("contending as {}/{}", path, ownNode);
        look();
    }

    private void look() throws Exception {
        List<String> nodes = zk
                .getChildren()
                .usingWatcher((org.apache.curator.framework.api.CuratorWatcher) this::changed)
                .forPath(path)
                .stream()
                .filter(node -> node.startsWith(PREFIX))
                .sorted()
                .toList();
        if (!nodes.contains(ownNode)) {
            lost.accept("the node " + path + "/" + ownNode + " is gone");
            return;
        }
        String first = nodes.get(0);
        if (first.equals(ownNode)) {
            leader = Optional.of(self);
            if (!leading) {
                leading = true;
                LOG.info("elected");
                elected.run();
            }
            return;
        }
        try {
            leader = Optional.of(parse(zk.getData().forPath(path + "/" + first)));
        } catch (KeeperException.NoNodeException e) {
            look();
        }
    }

    private void changed(WatchedEvent event) {
        // A connection that comes or goes changes no node; the watch lasts as long as the session.
        if (event.getType() != Watcher.Event.EventType.None) {
            later(this::look);
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private void later(Work work) {
        try {
            thread.execute(() -> {
                try {
                    work.run();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (Exception e) {
                    if (!closed) {
                        lost.accept("the election at " + path + " failed: " + e);
                    }
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("closed, the election is over");
        }
    }

    /** Sorted by name, as a real master writes it. */
    private static byte[] json(MasterInfo info) {
        TreeMap<String, Object> sorted = new TreeMap<>();
        ProtoJson.tree(info).properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
        JsonNode json = Json.mapper().valueToTree(sorted);
        return ProtoJson.print(json).getBytes(StandardCharsets.UTF_8);
    }

    private static MasterInfo parse(byte[] json) throws InvalidProtocolBufferException {
        MasterInfo.Builder info = MasterInfo.newBuilder();
        ProtoJson.merge(new String(json, StandardCharsets.UTF_8), info);
        return info.build();
    }

    @Override
    public void close() {
        closed = true;
        thread.shutdownNow();
        zk.close();
    }
}
