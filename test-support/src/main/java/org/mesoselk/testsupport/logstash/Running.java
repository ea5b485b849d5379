package org.mesoselk.testsupport.logstash;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A pipeline of the stand-in: counts events by time, and tells of it as the recorded API does. */
final class Running {

    private static final int EVENTS_A_TICK = 5;

    /** Of a queue in memory: two batches of each of two workers. */
    private static final int MOST_WAITING = 500;

    final String id;
    final String text;
    private final String instance = UUID.randomUUID().toString();
    private final List<ServerSocket> sockets = new ArrayList<>();
    private final List<Lscl.Plugin> plugins;
    private long in;
    private long out;
    private int requestFailures;
    private boolean isAway;

    Running(String id, String text, List<Lscl.Plugin> plugins) {
        this.id = id;
        this.text = text;
        this.plugins = plugins;
    }

    /** Opens the ports of its tcp inputs. @return the plugin that could not have its own, and never will */
    Optional<Lscl.Plugin> listen() throws IOException {
        for (Lscl.Plugin plugin : plugins) {
            if (plugin.type().equals("input") && plugin.name().equals("tcp")) {
                try {
                    ServerSocket socket = new ServerSocket();
                    socket.setReuseAddress(true);
                    socket.bind(new InetSocketAddress(
                            InetAddress.getByName(plugin.settings().getOrDefault("host", "0.0.0.0")),
                            Integer.parseInt(plugin.settings().get("port"))));
                    sockets.add(socket);
                } catch (BindException taken) {
                    return Optional.of(plugin);
                }
            }
        }
        return Optional.empty();
    }

    boolean hasElasticsearch() {
        return plugins.stream().anyMatch(plugin -> plugin.name().equals("elasticsearch"));
    }

    List<Lscl.Plugin> plugins() {
        return plugins;
    }

    synchronized void tick(boolean away) {
        isAway = away && hasElasticsearch();
        if (isAway) {
            in += in - out < MOST_WAITING ? EVENTS_A_TICK : 0;
            requestFailures++;
        } else {
            in += EVENTS_A_TICK;
            out = in;
        }
    }

    synchronized boolean isStuck() {
        return isAway && in > out;
    }

    void close() throws IOException {
        for (ServerSocket socket : sockets) {
            socket.close();
        }
    }

    /** As recorded with Elasticsearch there and away. */
    synchronized String stats(String reloads) {
        String utilization = isAway ? "100.0" : "12.5";
        String rate = isAway ? "0.0" : "50.0";
        String failures = requestFailures > 0 ? "\"failures\": " + requestFailures + "," : "";
        return """
                "%s": {
                 "events": {"out": %d, "in": %d, "queue_push_duration_in_millis": 4, "filtered": %d, "duration_in_millis": 10},
                 "flow": {"worker_utilization": {"current": %s, "lifetime": %s}, "output_throughput": {"current": %s, "lifetime": 1.069}},
                 "plugins": {"inputs": [], "codecs": [], "filters": [], "outputs": [
                  {"id": "o1", "documents": {"successes": %d}, "events": {"out": %d, "in": %d, "duration_in_millis": 9},
                   "flow": {"worker_millis_per_event": {"current": "Infinity"}},
                   "bulk_requests": {%s "responses": {"200": 1}, "successes": 1}, "name": "elasticsearch"}]},
                 "reloads": %s,
                 "queue": {"type": "memory", "events_count": 0, "queue_size_in_bytes": 0, "max_queue_size_in_bytes": 0},
                 "hash": "%s", "ephemeral_id": "%s"}""".formatted(
                        id,
                        out,
                        in,
                        out,
                        utilization,
                        utilization,
                        rate,
                        out,
                        out,
                        in,
                        failures,
                        reloads,
                        Integer.toHexString(text.hashCode()),
                        instance);
    }
}
