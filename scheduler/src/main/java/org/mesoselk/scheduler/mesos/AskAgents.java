package org.mesoselk.scheduler.mesos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.mesos.v1.master.Protos.Call;
import org.mesoselk.commons.mesos.MasterAccess;
import org.mesoselk.scheduler.core.model.AgentsView;

/** Asks the leading master which agents there are: {@code POST /api/v1}, GET_AGENTS. */
public final class AskAgents {
    private static final String PROTOBUF = "application/x-protobuf";
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final byte[] CALL =
            Call.newBuilder().setType(Call.Type.GET_AGENTS).build().toByteArray();

    private final Supplier<Optional<URI>> master;
    private final MasterAccess access;
    private final InstantSource clock;
    private final HttpClient http;

    /** @param master http(s)://host:port of the leading one; empty while it is not known */
    public AskAgents(Supplier<Optional<URI>> master, MasterAccess access, InstantSource clock) {
        this.master = master;
        this.access = access;
        this.clock = clock;
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
        access.context().ifPresent(client::sslContext);
        this.http = client.build();
    }

    public AgentsView ask() throws InterruptedException {
        Optional<URI> url = master.get().map(base -> base.resolve("/api/v1"));
        if (url.isEmpty()) {
            return unknown("there is no subscription yet, so no master to ask which agents there are");
        }
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(url.get())
                    .timeout(ANSWER)
                    .header("Content-Type", PROTOBUF)
                    .header("Accept", PROTOBUF)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(CALL));
            access.authorization().header().ifPresent(value -> request.header("Authorization", value));
            HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return switch (answer.statusCode()) {
                case 200 -> ReadAgents.view(answer.body(), clock.instant());
                case 307 -> unknown("the master at " + url.get().getAuthority() + " does not lead any more");
                case 401, 403 ->
                    unknown("the master does not tell which agents there are (HTTP " + answer.statusCode() + "): "
                            + access.authorization().remedy());
                default -> unknown("the master does not tell which agents there are: HTTP " + answer.statusCode());
            };
        } catch (IOException e) {
            return unknown("the master at " + url.get().getAuthority() + " does not tell which agents there are: "
                    + (e.getMessage() == null ? e.toString() : e.getMessage()));
        }
    }

    private AgentsView unknown(String cause) {
        return new AgentsView.Unknown(clock.instant(), cause);
    }
}
