package org.mesoselk.localmesos.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP/1.1 server for the master and the agents, a thread per connection. The JDK's own
 * {@code com.sun.net.httpserver} does not tell when the client of an open stream has gone, which a Mesos master acts
 * upon at once, and it cuts records over 4 KB into several chunks; so this one reads and writes its sockets itself.
 */
public final class HttpService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpService.class);

    private final ServerSocket server;
    private final HttpHandler handler;
    private final ExecutorService threads;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    private final String scheme;

    private HttpService(ServerSocket server, String scheme, HttpHandler handler, ExecutorService threads) {
        this.server = server;
        this.scheme = scheme;
        this.handler = handler;
        this.threads = threads;
    }

    /**
     * Listens and serves until closed.
     *
     * @param ip address to bind, usually 127.0.0.1
     * @param port 0 for any free one, see {@link #port()}
     * @param name of the threads
     * @throws IOException when the address cannot be bound; the message says which
     */
    public static HttpService start(String ip, int port, String name, HttpHandler handler) throws IOException {
        return start(ip, port, name, Optional.empty(), handler);
    }

    /**
     * As {@link #start(String, int, String, HttpHandler)}.
     *
     * @param tls without it plain HTTP is spoken
     */
    public static HttpService start(String ip, int port, String name, Optional<ServerTls> tls, HttpHandler handler)
            throws IOException {
        ServerSocket server = tls.isPresent() ? tls.get().socket() : new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getByName(ip), port), 1024);
        } catch (IOException e) {
            server.close();
            throw new IOException("cannot listen on " + ip + ":" + port + ": " + e.getMessage(), e);
        }
        AtomicInteger count = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name + "-http-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        HttpService service = new HttpService(server, tls.isPresent() ? "https" : "http", handler, threads);
        threads.execute(service::accept);
        return service;
    }

    public int port() {
        return server.getLocalPort();
    }

    public String url() {
        return scheme + "://" + server.getInetAddress().getHostAddress() + ":" + port();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Connection connection = new Connection(socket, handler, threads);
                connections.add(connection);
                threads.execute(() -> {
                    try {
                        connection.run();
                    } finally {
                        connections.remove(connection);
                    }
                });
            } catch (SocketException | RejectedExecutionException e) {
                LOG.debug("no longer listening: {}", e.getMessage());
            } catch (IOException e) {
                LOG.warn("accepting a connection failed: {}", e.getMessage());
            }
        }
    }

    /** Stops listening and closes every connection at once, open streams without their last chunk. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("closing the listener failed: {}", e.getMessage());
        }
        threads.shutdown();
        connections.forEach(Connection::close);
    }
}
