package org.mesoselk.executor.logstash.forwarder.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.logstash.LogstashTask.Listener;
import org.mesoselk.executor.logstash.Await;
import tools.jackson.databind.JsonNode;

class ListenersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Inbox inbox = new Inbox(4_000);

    private Listeners listeners(String format, String transport, int port) throws IOException {
        LogstashTask task = new LogstashTask(
                LogstashTask.FORWARDER,
                List.of(),
                "/r",
                Optional.empty(),
                new LogstashTask.Sources(
                        false,
                        Optional.empty(),
                        0,
                        List.of(),
                        List.of(new Listener(format, transport, "127.0.0.1", port))),
                new LogstashTask.Output("mesos", "default", Map.of(), false),
                LogstashTask.Limits.STANDARD);
        Listeners listeners = new Listeners(task, "host", "agent", inbox, InstantSource.system(), new Random(1));
        listeners.start();
        return listeners;
    }

    private static Socket connect(Listeners listeners) throws IOException {
        return new Socket("127.0.0.1", listeners.ports().get(0));
    }

    private JsonNode[] take() throws Exception {
        byte[] item = Await.until(PATIENCE, "an event has come", inbox::first, Optional::isPresent)
                .orElseThrow();
        inbox.removeFirst();
        String[] lines = new String(item, UTF_8).split("\n", -1);
        assertThat(lines).hasSize(3);
        return new JsonNode[] {Json.tree(lines[0].getBytes(UTF_8)), Json.tree(lines[1].getBytes(UTF_8))};
    }

    @Test
    void syslogOverTcpBecomesEventsAndWhatIsMalformedDoesToo() throws Exception {
        try (Listeners listeners = listeners(Listener.SYSLOG, Listener.TCP, 0);
                Socket sender = connect(listeners)) {
            sender.getOutputStream()
                    .write("<34>Oct 11 22:14:15 box su[1]: hello\nnonsense\n<13>1 - box app - - [a b=\"c\"] x\n"
                            .getBytes(UTF_8));
            JsonNode[] first = take();
            assertThat(first[1].path("message").asString()).isEqualTo("hello");
            assertThat(first[1].at("/log/syslog/hostname").asString()).isEqualTo("box");
            assertThat(first[1].at("/log/syslog/severity/code").asInt()).isEqualTo(2);
            assertThat(first[1].at("/log/source/address").asString()).isEqualTo("127.0.0.1");
            JsonNode[] second = take();
            assertThat(second[1].path("message").asString()).isEqualTo("nonsense");
            assertThat(second[1].at("/tags/0").asString()).isEqualTo("_syslogparsefailure");
            JsonNode[] third = take();
            assertThat(third[1].at("/log/syslog/structured_data/a/b").asString())
                    .isEqualTo("c");
            assertThat(first[0].at("/create/_id")).isNotEqualTo(second[0].at("/create/_id"));
        }
    }

    @Test
    void syslogOverUdp() throws Exception {
        try (Listeners listeners = listeners(Listener.SYSLOG, Listener.UDP, 0);
                DatagramSocket sender = new DatagramSocket()) {
            byte[] message = "<34>Oct 11 22:14:15 box su: hello\n".getBytes(UTF_8);
            DatagramPacket packet = new DatagramPacket(
                    message,
                    message.length,
                    InetAddress.getLoopbackAddress(),
                    listeners.ports().get(0));
            sender.send(packet);
            assertThat(take()[1].path("message").asString()).isEqualTo("hello");
            // Nobody takes anything: the inbox fills, and what does not fit is counted.
            for (int i = 0; i < 100; i++) {
                sender.send(packet);
            }
            Await.until(PATIENCE, "datagrams were dropped and counted", inbox::dropped, count -> count > 0);
        }
    }

    @Test
    void jsonLinesKeepTheSendersFieldsAndWhatIsNoObjectIsKeptAsText() throws Exception {
        try (Listeners listeners = listeners(Listener.JSON, Listener.TCP, 0);
                Socket sender = connect(listeners)) {
            sender.getOutputStream()
                    .write("{\"message\": \"m\", \"n\": 5, \"host\": {\"name\": \"theirs\"}}\n{\"broken\n[1]\n"
                            .getBytes(UTF_8));
            JsonNode event = take()[1];
            assertThat(event.path("n").asInt()).isEqualTo(5);
            assertThat(event.at("/host/name").asString()).isEqualTo("theirs");
            assertThat(event.path("@timestamp").isString()).isTrue();
            JsonNode broken = take()[1];
            assertThat(broken.path("message").asString()).isEqualTo("{\"broken");
            assertThat(broken.at("/tags/0").asString()).isEqualTo("_jsonparsefailure");
            assertThat(take()[1].path("message").asString()).isEqualTo("[1]");
        }
    }

    @Test
    void aTcpSenderIsSlowedDownAndLosesNothing() throws Exception {
        int count = 2_000;
        try (Listeners listeners = listeners(Listener.LINES, Listener.TCP, 0);
                Socket sender = connect(listeners)) {
            Thread writer = new Thread(() -> {
                try {
                    for (int i = 0; i < count; i++) {
                        sender.getOutputStream().write(("line " + i + "\n").getBytes(UTF_8));
                    }
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            writer.start();
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                lines.add(take()[1].path("message").asString());
            }
            writer.join();
            assertThat(new HashSet<>(lines)).hasSize(count);
            assertThat(lines.get(count - 1)).isEqualTo("line " + (count - 1));
            assertThat(inbox.dropped()).isZero();
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> listeners(Listener.LINES, Listener.TCP, other.getLocalPort()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("The port " + other.getLocalPort() + "/tcp of 127.0.0.1 for lines")
                    .hasMessageContaining("name another port");
        }
    }
}
