package org.mesoselk.executor.logstash.forwarder.input;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.logstash.LogstashTask.Listener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for events over TCP and UDP, and puts them into the inbox. No sender can end a listener. */
public final class Listeners implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    /** Each takes a thread and a buffer. */
    private static final int MOST_CONNECTIONS = 64;

    private static final int DATAGRAM = 65_535;
    private static final int ID_BYTES = 9;

    private final Inbox inbox;
    private final NetworkEvent events;
    private final InstantSource clock;
    private final int longest;
    private final String run;
    private final AtomicLong number = new AtomicLong();
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();
    private final Semaphore connections = new Semaphore(MOST_CONNECTIONS);
    private volatile boolean closed;

    /**
     * Takes the ports; nothing is read before {@link #start}.
     *
     * @throws IOException with a sentence when a port cannot be had
     */
    public Listeners(
            LogstashTask task, String host, String agentId, Inbox inbox, InstantSource clock, RandomGenerator random)
            throws IOException {
        this.inbox = inbox;
        this.clock = clock;
        this.longest = task.limits().lineBytes();
        this.events = new NetworkEvent(host, agentId, task.output());
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        this.run = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
        try {
            for (Listener listener : task.sources().listeners()) {
                threads.add(bind(listener));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private Thread bind(Listener listener) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(listener.host()), listener.port());
        try {
            if (listener.transport().equals(Listener.UDP)) {
                DatagramSocket socket = new DatagramSocket(address);
                open.add(socket);
                return daemon(listener, () -> receive(listener, socket));
            }
            ServerSocket server = new ServerSocket();
            open.add(server);
            server.setReuseAddress(true);
            server.bind(address);
            return daemon(listener, () -> accept(listener, server));
        } catch (IOException e) {
            throw new IOException(
                    "The port " + listener.port() + "/" + listener.transport() + " of " + listener.host() + " for "
                            + listener.format() + " cannot be listened on: " + e.getMessage()
                            + "; end what listens there, or name another port.",
                    e);
        }
    }

    /** Where they listen, in no order; for ports that were left to the system. */
    public List<Integer> ports() {
        return open.stream()
                .map(socket -> socket instanceof ServerSocket server
                        ? server.getLocalPort()
                        : socket instanceof DatagramSocket datagrams ? datagrams.getLocalPort() : 0)
                .filter(port -> port > 0)
                .toList();
    }

    public void start() {
        threads.forEach(Thread::start);
    }

    private void receive(Listener listener, DatagramSocket socket) {
        byte[] buffer = new byte[DATAGRAM];
        while (!closed) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (IOException e) {
                warn(listener, e);
                continue;
            }
            int end = Math.min(packet.getLength(), longest);
            while (end > 0 && (buffer[end - 1] == '\n' || buffer[end - 1] == '\r' || buffer[end - 1] == 0)) {
                end--;
            }
            if (end > 0) {
                inbox.offer(item(
                        listener,
                        Arrays.copyOf(buffer, end),
                        packet.getAddress().getHostAddress()));
            }
        }
    }

    private void accept(Listener listener, ServerSocket server) {
        while (!closed) {
            try {
                connections.acquire();
                Socket socket = server.accept();
                open.add(socket);
                daemon(listener, () -> serve(listener, socket)).start();
            } catch (IOException e) {
                connections.release();
                warn(listener, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void serve(Listener listener, Socket socket) {
        String peer = socket.getInetAddress().getHostAddress();
        try (socket) {
            StreamFrames frames =
                    new StreamFrames(socket.getInputStream(), listener.format().equals(Listener.SYSLOG), longest);
            Optional<byte[]> message = frames.next();
            while (message.isPresent() && inbox.put(item(listener, message.get(), peer))) {
                message = frames.next();
            }
        } catch (IOException e) {
            // The sender has gone; what it had sent as a whole is in the inbox.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
            connections.release();
        }
    }

    private byte[] item(Listener listener, byte[] bytes, String peer) {
        return events.item(
                run + "-" + number.incrementAndGet(),
                listener.format(),
                bytes,
                peer,
                clock.instant(),
                ZoneId.systemDefault());
    }

    private void warn(Listener listener, IOException e) {
        if (!closed) {
            LOG.warn("{}/{}: {}", listener.port(), listener.transport(), e.getMessage());
        }
    }

    private static Thread daemon(Listener listener, Runnable work) {
        Thread thread = new Thread(work, listener.format() + "-" + listener.port() + "-" + listener.transport());
        thread.setDaemon(true);
        return thread;
    }

    /** Takes nothing in any more; what is in the inbox stays there. */
    @Override
    public void close() {
        closed = true;
        open.forEach(socket -> {
            try {
                socket.close();
            } catch (IOException e) {
                // It is of no use any more either way.
            }
        });
        inbox.close();
    }
}
