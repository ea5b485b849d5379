package org.mesoselk.executor.kibana.relay;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.mesoselk.commons.security.UnusableFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Elasticsearch that Kibana sees: on loopback, always at the same address, while the members behind it come and go.
 * Trusts nobody and adds nothing: Kibana's own credentials pass through.
 */
public final class Relay implements AutoCloseable {

    /** Requests under way at a time; more wait. Each holds some 64 KiB. */
    private static final int MOST_REQUESTS = 64;

    /** Connections that wait to be accepted: Kibana may open many at a time. */
    private static final int BACKLOG = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private final HttpServer server;
    private final Targets targets = new Targets();
    private final FaultLog faults = new FaultLog();
    /** A thread for each request, also while it waits: the server would accept no connection if it were held up itself. */
    private final ExecutorService requests = Executors.newCachedThreadPool(task -> daemon(task, "relay"));

    private final ExecutorService client = Executors.newCachedThreadPool(task -> daemon(task, "relay-client"));

    /**
     * Listens at once, on a free port of 127.0.0.1.
     *
     * @param caFile PEM, the CAs of https endpoints; empty means those that the JVM trusts
     * @throws UnusableFileException when that file cannot be used
     */
    public Relay(Optional<Path> caFile, InstantSource clock) throws IOException, UnusableFileException {
        // Of the JDK's server. Like Elasticsearch it does not end a connection by itself: a request of Kibana's could
        // be on
        // its way on it. And it would wait 40 ms for each acknowledgement.
        setUnlessSet("sun.net.httpserver.idleInterval", String.valueOf(TimeUnit.DAYS.toSeconds(1)));
        setUnlessSet("sun.net.httpserver.maxIdleConnections", "1000");
        setUnlessSet("sun.net.httpserver.nodelay", "true");
        Upstream upstream = new Upstream(caFile, client);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), BACKLOG);
        server.setExecutor(requests);
        server.createContext("/", new Forward(upstream, targets, faults, new Semaphore(MOST_REQUESTS), clock));
        server.start();
        LOG.info("Elasticsearch is relayed on {}", url());
    }

    /** http://127.0.0.1:port. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** @param endpoints http(s)://host:port, in place of those that were told before; requests under way go on */
    public void tell(List<String> endpoints) {
        List<URI> told = endpoints.stream().map(Relay::endpoint).distinct().toList();
        faults.forgetAllBut(told);
        targets.tell(told);
        LOG.info("Elasticsearch's endpoints: {}", told);
    }

    /** Without a slash at the end and without credentials, which Kibana sends in a header. */
    private static URI endpoint(String url) {
        URI uri = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        return uri.getRawUserInfo() == null ? uri : URI.create(uri.toString().replace(uri.getRawUserInfo() + "@", ""));
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        server.stop(0);
        requests.shutdownNow();
        client.shutdownNow();
    }
}
