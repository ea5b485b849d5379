package org.mesoselk.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MesosApiTest {

    private final List<HttpServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void a_master_that_does_not_lead_is_passed_over() throws Exception {
        URI standby = master(307, "");
        URI leader = master(200, """
                {"slaves": [{"pid": "slave(1)@127.0.0.1:5051", "active": true},
                            {"pid": "slave(1)@127.0.0.1:5052", "active": false}]}
                """);
        MesosApi mesos = new MesosApi(List.of(URI.create("http://127.0.0.1:1"), standby, leader), new Http());
        assertThat(mesos.activeAgentPorts()).containsExactly(5051);
    }

    @Test
    void without_a_leader_nothing_is_known() throws Exception {
        MesosApi mesos = new MesosApi(List.of(master(307, "")), new Http());
        assertThatThrownBy(mesos::state).isInstanceOf(IOException.class).hasMessageContaining("answered 307");
        assertThatThrownBy(() -> new MesosApi(List.of(master(200, "<html>")), new Http()).state())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("JSON");
    }

    private URI master(int code, String body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        servers.add(server);
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }
}
