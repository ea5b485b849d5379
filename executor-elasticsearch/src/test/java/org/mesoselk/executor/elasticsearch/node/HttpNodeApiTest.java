package org.mesoselk.executor.elasticsearch.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpNodeApiTest {

    private HttpServer server;
    private HttpNodeApi api;
    private volatile int status = 200;
    private volatile String state = "";
    private volatile String metadata = "{}";

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/_cluster/state/master_node", () -> state);
        answer("/_cluster/state/metadata", () -> metadata);
        answer("/_nodes/_local/http", () -> "{\"nodes\":{\"n1\":{\"version\":\"8.19.20\"}}}");
        server.start();
        api = new HttpNodeApi("127.0.0.1", server.getAddress().getPort(), Duration.ofSeconds(10));
    }

    private void answer(String path, Supplier<String> body) {
        server.createContext(path, exchange -> {
            byte[] bytes = body.get().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aNodeWithAMasterHasJoined() {
        state = "{\"cluster_uuid\":\"A\",\"master_node\":\"n9\"}";

        assertThat(api.look()).isEqualTo(new NodeLook.Joined("A", "n1", "8.19.20"));
    }

    @Test
    void withoutAMasterItHasNotEvenIfItKnowsACluster() {
        state = "{\"cluster_uuid\":\"_na_\"}";
        assertThat(api.look()).isEqualTo(new NodeLook.Masterless(Optional.empty()));
        state = "{\"cluster_uuid\":\"A\"}";
        assertThat(api.look()).isEqualTo(new NodeLook.Masterless(Optional.of("A")));
        state = "{\"cluster_uuid\":\"_na_\",\"master_node\":\"n9\"}";
        assertThat(api.look()).isEqualTo(new NodeLook.Masterless(Optional.empty()));
    }

    @Test
    void anOldLineTellsItsUuidInTheMetadataOnly() {
        state = "{\"master_node\":\"n9\"}";
        metadata = "{\"metadata\":{\"cluster_uuid\":\"A\"}}";
        assertThat(api.look()).isEqualTo(new NodeLook.Joined("A", "n1", "8.19.20"));

        state = "{}";
        assertThat(api.look()).isEqualTo(new NodeLook.Masterless(Optional.of("A")));
        metadata = "{\"metadata\":{\"cluster_uuid\":\"_na_\"}}";
        assertThat(api.look()).isEqualTo(new NodeLook.Masterless(Optional.empty()));
        metadata = "{}";
        assertThat(api.look()).isEqualTo(new NodeLook.Masterless(Optional.empty()));
    }

    @Test
    void anyOtherAnswerTellsNothing() {
        state = "<html>";
        assertThat(silence()).contains("not JSON");
        status = 503;
        assertThat(silence()).contains("503");
        status = 401;
        assertThat(silence()).contains("credentials");
        server.stop(0);
        assertThat(silence()).isNotBlank();
    }

    private String silence() {
        NodeLook look = api.look();
        assertThat(look).isInstanceOf(NodeLook.Silent.class);
        return ((NodeLook.Silent) look).cause();
    }
}
