package org.mesoselk.localmesos.agent;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.mesoselk.commons.mesos.MasterDetector;
import org.mesoselk.commons.mesos.MasterDetectors;
import org.mesoselk.commons.mesos.RecordIo;
import org.mesoselk.localmesos.link.LinkCodec;
import org.mesoselk.localmesos.link.ToAgent;
import org.mesoselk.localmesos.link.ToMaster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The link over HTTP: one request whose answer is the stream of orders, and a request per message the other way. */
final class HttpMasterLink implements MasterLink {

    private static final Logger LOG = LoggerFactory.getLogger(HttpMasterLink.class);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(3);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    /** News come by themselves; this is for those that another thread took. */
    private static final Duration LOOK_OUT = Duration.ofSeconds(10);

    private static final int BUFFER = 16 * 1024;

    /** An open link. */
    private record Open(URI master, String agentId) {}

    private final LinkListener listener;
    private final MasterDetector detector;
    private final HttpClient http;
    /** Empty is the end. */
    private final BlockingQueue<Optional<ToMaster>> outbox = new LinkedBlockingQueue<>();

    private final ScheduledExecutorService watchdog;
    private final Thread reader;
    private final Thread sender;
    /** Follows a change of the leader while the old one still seems to be there: it may be stopped, or cut off. */
    private final Optional<Thread> lookout;

    private volatile Optional<URI> followed = Optional.empty();
    private volatile Optional<Open> open = Optional.empty();
    /** Without a word for so long the link is taken for dead; each master says its own time. */
    private volatile Duration silence;

    private volatile Optional<InputStream> stream = Optional.empty();
    private volatile boolean closed;

    /** @throws IllegalArgumentException when the master's address cannot be understood */
    HttpMasterLink(AgentOptions options, LinkListener listener) {
        this.silence = options.pingTimeout();
        this.listener = listener;
        // Masters and agents of one installation speak TLS together or not at all.
        this.detector = MasterDetectors.parse(
                options.master(), options.security().asClient().isPresent(), Optional.empty());
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5));
        options.security().asClient().ifPresent(client::sslContext);
        this.http = client.build();
        this.reader = daemon(this::read, "agent-link");
        this.sender = daemon(this::sendAll, "agent-link-sender");
        // A list of URLs names them all in turn, and none as the leader.
        this.lookout = options.master().startsWith("zk://")
                ? Optional.of(daemon(this::lookOut, "agent-link-lookout"))
                : Optional.empty();
        // A link that is closed while it reads needs no watching any more: that is no error.
        this.watchdog = new ScheduledThreadPoolExecutor(
                1, task -> daemon(task, "agent-link-watchdog"), new ThreadPoolExecutor.DiscardPolicy());
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void start() {
        reader.start();
        sender.start();
        lookout.ifPresent(Thread::start);
    }

    @Override
    public void send(ToMaster message) {
        if (open.isPresent()) {
            outbox.add(Optional.of(message));
        }
    }

    private void read() {
        Duration backoff = FIRST_BACKOFF;
        String last = "";
        while (!closed) {
            try {
                MasterDetector.Detection detection = detector.detect();
                String cause;
                if (detection instanceof MasterDetector.Candidate candidate) {
                    followed = Optional.of(candidate.master());
                    cause = follow(candidate.master());
                } else {
                    cause = ((MasterDetector.NotFound) detection).why();
                }
                if (open.isPresent()) {
                    backoff = FIRST_BACKOFF;
                    open = Optional.empty();
                    listener.disconnected(cause);
                }
                if (!closed && !cause.equals(last)) {
                    LOG.info("no link to the master: {}", cause);
                    last = cause;
                }
                long pause = ThreadLocalRandom.current().nextLong(backoff.toMillis() / 2, backoff.toMillis() + 1);
                detector.awaitNews(Duration.ofMillis(pause));
                backoff = backoff.multipliedBy(2).compareTo(MAX_BACKOFF) > 0 ? MAX_BACKOFF : backoff.multipliedBy(2);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void lookOut() {
        while (!closed) {
            try {
                detector.awaitNews(LOOK_OUT);
                if (open.isPresent()
                        && detector.detect() instanceof MasterDetector.Candidate leader
                        && followed.filter(leader.master()::equals).isEmpty()) {
                    drop(leader.master() + " leads now");
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Registers and reads until the link ends. @return why it ended */
    private String follow(URI master) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(master.resolve("/internal/agent"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(LinkCodec.encode(listener.register())))
                    .timeout(CALL_TIMEOUT)
                    .build();
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                Optional<String> location = response.headers().firstValue("Location");
                if (response.statusCode() / 100 == 3 && location.isPresent()) {
                    URI leader = master.resolve(location.get());
                    return leader.getAuthority().equals(master.getAuthority())
                            ? master + " redirects to itself"
                            : follow(leader.resolve("/"));
                }
                if (response.statusCode() != 200) {
                    return master + " answered " + response.statusCode() + ": "
                            + new String(body.readNBytes(BUFFER), java.nio.charset.StandardCharsets.UTF_8);
                }
                stream = Optional.of(body);
                return read(master, body);
            }
        } catch (IOException e) {
            return master + ": " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    private String read(URI master, InputStream body) throws IOException {
        RecordIo.Decoder decoder = new RecordIo.Decoder();
        byte[] buffer = new byte[BUFFER];
        while (true) {
            ScheduledFuture<?> bark =
                    watchdog.schedule(() -> drop("nothing heard"), silence.toMillis(), TimeUnit.MILLISECONDS);
            int count;
            try {
                count = body.read(buffer);
            } finally {
                // Also when the link broke: a dog that is left would bark at the next one.
                bark.cancel(false);
            }
            if (count < 0) {
                return master + " ended the link";
            }
            for (byte[] record : decoder.feed(ByteBuffer.wrap(buffer, 0, count))) {
                ToAgent message = LinkCodec.toAgent(record);
                if (message instanceof ToAgent.Registered registered) {
                    outbox.clear();
                    silence = Duration.ofMillis(registered.silenceMillis());
                    open = Optional.of(new Open(master, registered.agentId().getValue()));
                    LOG.info(
                            "agent {} is registered with {}",
                            registered.agentId().getValue(),
                            master);
                }
                listener.received(message);
            }
        }
    }

    private void sendAll() {
        try {
            for (Optional<ToMaster> next = outbox.take(); next.isPresent(); next = outbox.take()) {
                Optional<Open> link = open;
                if (link.isPresent()) {
                    send(link.get(), next.get());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("the link's sender ends");
        }
    }

    private void send(Open link, ToMaster message) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(link.master().resolve("/internal/agent/call"))
                .header("Content-Type", "application/json")
                .header("Agent-Id", link.agentId())
                .POST(HttpRequest.BodyPublishers.ofByteArray(LinkCodec.encode(message)))
                .timeout(CALL_TIMEOUT)
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2 && open.filter(link::equals).isPresent()) {
                drop("the master refused " + message.getClass().getSimpleName() + " with " + response.statusCode()
                        + ": " + response.body());
            }
        } catch (IOException e) {
            if (open.filter(link::equals).isPresent()) {
                drop("a message could not be delivered: " + e.getMessage());
            }
        }
    }

    private void drop(String cause) {
        LOG.info("the link to the master is given up: {}", cause);
        stream.ifPresent(body -> {
            try {
                body.close();
            } catch (IOException e) {
                LOG.debug("closing the link: {}", e.getMessage());
            }
        });
    }

    /** Sends what was given before, but waits only a little for that. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        outbox.add(Optional.empty());
        try {
            sender.join(LAST_WORDS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        drop("the agent ends");
        reader.interrupt();
        sender.interrupt();
        lookout.ifPresent(Thread::interrupt);
        watchdog.shutdownNow();
        detector.close();
    }
}
