package org.mesoselk.scheduler.state;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.apache.curator.framework.recipes.leader.Participant;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.curator.utils.ZKPaths;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue of the schedulers of one framework: who is first leads, until its session ends. The queue only keeps
 * schedulers from disturbing each other; what keeps the state whole is the epoch of {@link RecordStore}.
 */
public final class Election implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Election.class);

    /** Told on ZooKeeper's thread: it must be quick. */
    public interface Listener {
        /** Something is different: ask. */
        void changed();

        /** The connection is interrupted; whether this process still leads is not known. */
        void suspended();

        /** This process led and leads no more. */
        void lost();
    }

    private final CuratorFramework zookeeper;
    private final String path;
    private final String id;
    private final Duration session;
    private final ConnectionStateListener connection = (client, state) -> connection(state);
    private final AtomicBoolean connected = new AtomicBoolean();
    private volatile Optional<Listener> listener = Optional.empty();
    private volatile Optional<LeaderLatch> latch = Optional.empty();
    private Optional<Long> stuckSince = Optional.empty();

    /**
     * @param path of the queue, below the chroot
     * @param id what others shall know this process by: the URL of its API
     * @param session the session time-out of {@code zookeeper}
     */
    public Election(CuratorFramework zookeeper, String path, String id, Duration session) {
        this.zookeeper = zookeeper;
        this.path = path;
        this.id = id;
        this.session = session;
    }

    /** Queues for the first time. */
    public void open(Listener told) {
        listener = Optional.of(told);
        connected.set(zookeeper.getZookeeperClient().isConnected());
        zookeeper.getConnectionStateListenable().addListener(connection);
        enter();
    }

    /** Queues anew, at the end. */
    public void enter() {
        leave();
        LeaderLatch next = new LeaderLatch(zookeeper, path, id);
        next.addListener(new LeaderLatchListener() {
            @Override
            public void isLeader() {
                tell(next, Listener::changed);
            }

            @Override
            public void notLeader() {
                tell(next, Listener::lost);
            }
        });
        latch = Optional.of(next);
        stuckSince = Optional.empty();
        try {
            next.start();
        } catch (Exception e) {
            throw new IllegalStateException("the election at " + path + " cannot be entered", e);
        }
    }

    /** Another one may lead from now on. */
    public void leave() {
        Optional<LeaderLatch> left = latch;
        latch = Optional.empty();
        left.ifPresent(old -> {
            try {
                old.close();
            } catch (IOException e) {
                LOG.debug("leaving the election: {}", e.toString());
            }
        });
    }

    public boolean isLeader() {
        return latch.filter(LeaderLatch::hasLeadership).isPresent();
    }

    /** Whether there is a connection to ZooKeeper. */
    public boolean isConnected() {
        return connected.get();
    }

    /** @return the id of another process that is first in the queue; empty when there is none or ZooKeeper does not say */
    public Optional<String> otherLeader() throws InterruptedException {
        Optional<LeaderLatch> mine = latch;
        if (mine.isEmpty() || !isConnected()) {
            return Optional.empty();
        }
        try {
            Participant first = mine.get().getLeader();
            mend(first);
            return Optional.of(first.getId()).filter(found -> !found.isEmpty() && !found.equals(id));
        } catch (KeeperException e) {
            LOG.debug("the leader cannot be read: {}", e.toString());
            return Optional.empty();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.debug("the leader cannot be read", e);
            return Optional.empty();
        }
    }

    /**
     * The latch asks ZooKeeper once and does not ask again when the answer is lost with a connection: a queue that this
     * process (or nobody) heads for longer than a session, without leading, is entered anew.
     */
    private void mend(Participant first) throws Exception {
        boolean isNobodyElse = first.getId().isEmpty() || first.getId().equals(id);
        if (!isNobodyElse || isLeader()) {
            stuckSince = Optional.empty();
        } else if (stuckSince.isEmpty()) {
            stuckSince = Optional.of(System.nanoTime());
        } else if (System.nanoTime() - stuckSince.get() > session.plusSeconds(5).toNanos()) {
            LOG.info("enters the election anew: nobody leads");
            leave();
            deleteLeftovers();
            enter();
        }
    }

    private void deleteLeftovers() throws Exception {
        long mine = zookeeper.getZookeeperClient().getZooKeeper().getSessionId();
        for (String child : zookeeper.getChildren().forPath(path)) {
            String entry = ZKPaths.makePath(path, child);
            Stat stat = zookeeper.checkExists().forPath(entry);
            if (stat != null && stat.getEphemeralOwner() == mine) {
                zookeeper.delete().quietly().forPath(entry);
            }
        }
    }

    private void connection(ConnectionState state) {
        connected.set(state.isConnected());
        listener.ifPresent(state.isConnected() ? Listener::changed : Listener::suspended);
    }

    private void tell(LeaderLatch from, Consumer<Listener> news) {
        // An old latch that is being closed has nothing to say.
        if (latch.filter(present -> present == from).isPresent()) {
            listener.ifPresent(news);
        }
    }

    @Override
    public void close() {
        zookeeper.getConnectionStateListenable().removeListener(connection);
        leave();
    }
}
