package org.mesoselk.scheduler.mesos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.mesos.v1.Protos;
import org.apache.mesos.v1.Protos.MasterInfo;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.mesos.MasterAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * URLs of agents, for links to sandboxes. Learnt from offers; a scheduler that starts while nothing is offered asks the
 * master. Best effort: an agent that is not known has no link.
 */
public final class AgentDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(AgentDirectory.class);
    private static final long ASK_EVERY_NANOS = Duration.ofSeconds(10).toNanos();
    private static final Pattern PID = Pattern.compile("[^@]+@([^@]+)");

    private final MasterAccess access;
    private final Map<String, String> urls = new ConcurrentHashMap<>();
    private final AtomicLong askedAt = new AtomicLong(System.nanoTime() - ASK_EVERY_NANOS);
    private volatile Optional<URI> master = Optional.empty();

    /** For masters that ask for nothing. */
    public AgentDirectory() {
        this(MasterAccess.OPEN);
    }

    /** @param access how the master is asked */
    public AgentDirectory(MasterAccess access) {
        this.access = access;
    }

    /** {@code http://host:port} of the agent, without its path. Never blocks for long. */
    public Optional<String> url(String agentId) {
        if (!urls.containsKey(agentId)) {
            askMaster();
        }
        return Optional.ofNullable(urls.get(agentId));
    }

    void learn(Protos.Offer offer) {
        Protos.URL url = offer.getUrl();
        if (url.hasAddress()) {
            String host = url.getAddress().hasHostname()
                    ? url.getAddress().getHostname()
                    : url.getAddress().getIp();
            String scheme = url.getScheme().isEmpty() ? "http" : url.getScheme();
            urls.put(
                    offer.getAgentId().getValue(),
                    scheme + "://" + host + ":" + url.getAddress().getPort());
        }
    }

    void learn(MasterInfo info) {
        if (info.hasAddress()) {
            String name = info.getAddress().getHostname();
            String ip = info.getAddress().getIp();
            // Certificates are mostly for names.
            String host = ip.isEmpty() || (access.tls() && !name.isEmpty()) ? name : ip;
            master = Optional.of(
                    URI.create(scheme() + "://" + host + ":" + info.getAddress().getPort()));
        }
    }

    /** http(s)://host:port of the master that took the last subscription; empty before the first. */
    public Optional<URI> master() {
        return master;
    }

    private String scheme() {
        return access.tls() ? "https" : "http";
    }

    private void askMaster() {
        long last = askedAt.get();
        Optional<URI> asked = master.map(url -> url.resolve("/slaves"));
        if (asked.isEmpty()
                || System.nanoTime() - last < ASK_EVERY_NANOS
                || !askedAt.compareAndSet(last, System.nanoTime())) {
            return;
        }
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(asked.get()).timeout(Duration.ofSeconds(2));
            access.authorization().header().ifPresent(value -> request.header("Authorization", value));
            HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1));
            access.context().ifPresent(client::sslContext);
            HttpResponse<byte[]> answer = client.build().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                LOG.debug("the master did not say where its agents are: HTTP {}", answer.statusCode());
                return;
            }
            for (JsonNode agent : Json.tree(answer.body()).path("slaves")) {
                Matcher pid = PID.matcher(agent.path("pid").asString(""));
                if (pid.matches()) {
                    urls.put(agent.path("id").asString(""), scheme() + "://" + pid.group(1));
                }
            }
        } catch (IOException | JacksonException e) {
            LOG.debug("the master did not say where its agents are: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
