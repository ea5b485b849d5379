package org.mesoselk.scheduler.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.mesos.v1.master.Protos.Call;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mesoselk.commons.mesos.Authorization;
import org.mesoselk.commons.mesos.MasterAccess;
import org.mesoselk.scheduler.core.model.AgentsView;

class AskAgentsTest {
    private final AtomicReference<Call> asked = new AtomicReference<>();
    private final AtomicReference<String> path = new AtomicReference<>();
    private final AtomicReference<String> authorization = new AtomicReference<>();
    private HttpServer master;
    private int status = 200;

    /** Says who it is with every request. */
    private record Fixed(String value) implements Authorization {
        @Override
        public Optional<String> header() throws IOException {
            return Optional.of(value);
        }

        @Override
        public String remedy() {
            return "check the secret";
        }
    }

    @BeforeEach
    void start() throws IOException {
        byte[] body = Recorded.operatorAnswer("get-agents.json").toByteArray();
        master = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        master.createContext("/", exchange -> {
            asked.set(Call.parseFrom(exchange.getRequestBody().readAllBytes()));
            path.set(exchange.getRequestURI().getPath());
            authorization.set(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        master.start();
    }

    @AfterEach
    void stop() {
        master.stop(0);
    }

    private Optional<URI> url() {
        return Optional.of(URI.create("http://127.0.0.1:" + master.getAddress().getPort()));
    }

    private AskAgents agents(Optional<URI> url) {
        return new AskAgents(
                () -> url, new MasterAccess(new Fixed("Basic me"), false, Optional.empty()), Clock.systemUTC());
    }

    @Test
    void theMasterIsAskedWithTheFrameworksCredentials() throws Exception {
        AgentsView view = agents(url()).ask();
        assertThat(view)
                .isInstanceOfSatisfying(
                        AgentsView.Known.class,
                        known -> assertThat(known.agents()).hasSize(3));
        assertThat(asked.get().getType()).isEqualTo(Call.Type.GET_AGENTS);
        assertThat(path.get()).isEqualTo("/api/v1");
        assertThat(authorization.get()).isEqualTo("Basic me");
    }

    @ParameterizedTest
    @CsvSource({"401, check the secret", "403, check the secret", "307, does not lead", "503, HTTP 503"})
    void aMasterThatDoesNotAnswerLeavesItUnknownAndSaysWhy(int code, String why) throws Exception {
        status = code;
        assertThat(agents(url()).ask())
                .isInstanceOfSatisfying(
                        AgentsView.Unknown.class,
                        unknown -> assertThat(unknown.cause()).contains(why).doesNotContain("Basic"));
    }

    @Test
    void aMasterThatIsAwayOrNotKnownYetLeavesItUnknown() throws Exception {
        Optional<URI> gone = url();
        master.stop(0);
        assertThat(agents(gone).ask()).isInstanceOf(AgentsView.Unknown.class);
        assertThat(agents(Optional.empty()).ask()).isInstanceOf(AgentsView.Unknown.class);
    }
}
