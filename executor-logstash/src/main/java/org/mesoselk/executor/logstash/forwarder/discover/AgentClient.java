package org.mesoselk.executor.logstash.forwarder.discover;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import org.mesoselk.commons.mesos.AgentTls;
import tools.jackson.core.JacksonException;

/** Asks the agent that this executor runs on for its state. */
public final class AgentClient implements StateSource {

    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(5).toMillis();

    private final URI state;
    private final Optional<AgentTls> tls;

    /** @param executorApi as the environment gives it: http(s)://host:port/api/v1/executor */
    public AgentClient(URI executorApi, Optional<AgentTls> tls) {
        // The certificate is for the name, if the environment gives one, and so the name is connected to.
        String host = tls.flatMap(AgentTls::hostname).orElse(executorApi.getHost());
        this.state = URI.create(executorApi.getScheme() + "://" + host + ":" + executorApi.getPort() + "/state");
        this.tls = tls;
    }

    @Override
    public AgentState state() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) state.toURL().openConnection(Proxy.NO_PROXY);
        if (connection instanceof HttpsURLConnection secure && tls.isPresent()) {
            secure.setSSLSocketFactory(tls.get().context().getSocketFactory());
        }
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        int status = connection.getResponseCode();
        if (status != HttpURLConnection.HTTP_OK) {
            connection.disconnect();
            throw new IOException(
                    status == HttpURLConnection.HTTP_UNAUTHORIZED || status == HttpURLConnection.HTTP_FORBIDDEN
                            ? "the agent wants credentials for " + state + " (" + status
                                    + "), so that names of frameworks and tasks are left out"
                            : state + " answers " + status);
        }
        try (InputStream body = connection.getInputStream()) {
            return AgentState.read(body);
        } catch (JacksonException e) {
            throw new IOException(state + " answers what cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
