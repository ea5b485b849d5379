package org.mesoselk.executor.kibana.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AskElasticsearchTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String VERSION = """
            {"name": "n", "cluster_name": "c", "version": {"number": "8.19.20", "build_flavor": "default"}}
            """;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private int status = 200;
    private String root = VERSION;
    private String fault = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestHeaders().getFirst("Authorization"));
        boolean isNodes = exchange.getRequestURI().getPath().equals("/_nodes/_local");
        byte[] body = (isNodes ? "{\"nodes\":{\"x1\":{\"version\":\"8.19.20\"}}}" : root).getBytes(UTF_8);
        if (!fault.isEmpty()) {
            exchange.getResponseHeaders().set("X-Relay-Fault", fault);
        }
        exchange.sendResponseHeaders(isNodes ? 200 : status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Answer ask(boolean isOwn) {
        return new AskElasticsearch("http://127.0.0.1:" + server.getAddress().getPort(), "Basic abc", isOwn, TIMEOUT)
                .ask();
    }

    @Test
    void theRootTellsTheVersion() {
        assertThat(ask(false)).isEqualTo(new Answer.Version("8.19.20"));
        assertThat(asked).containsExactly("Basic abc");
    }

    @Test
    void aBuildWithoutTheRootIsAskedForItsNodes() {
        status = 405;
        root = "Incorrect HTTP method for uri [/]";

        assertThat(ask(false)).isEqualTo(new Answer.Version("8.19.20"));
    }

    @Test
    void withoutTheRightLoginItIsWithheld() {
        status = 401;
        root = "no JSON";

        assertThat(ask(false)).isEqualTo(new Answer.Withheld("it answers 401 to this login"));
    }

    @Test
    void theRelaysOwnFaultIsNoAnswerOfElasticsearchs() {
        status = 503;
        fault = "CONNECT";
        root = "{\"error\": {\"type\": \"relay_exception\", \"reason\": \"Connection refused\"}, \"status\": 503}";

        assertThat(ask(false)).isEqualTo(new Answer.Unreachable("Connection refused"));
    }

    @Test
    void certificatesOfTheOperatorsOwnHostsAreKibanasToJudge() {
        status = 503;
        fault = "TLS";
        root = "{\"error\": {\"reason\": \"unknown CA\"}}";

        assertThat(ask(true)).isEqualTo(new Answer.Withheld("unknown CA"));
        assertThat(ask(false)).isEqualTo(new Answer.Unreachable("unknown CA"));
    }

    @Test
    void whatHasNoVersionIsUnknown() {
        root = "<html>";

        assertThat(ask(false)).isEqualTo(new Answer.Unreachable("it answers 200, without its version"));
    }

    @Test
    void nobodyThereIsUnknown() {
        server.stop(0);

        assertThat(ask(false)).isInstanceOf(Answer.Unreachable.class);
    }
}
