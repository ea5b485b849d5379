package org.mesoselk.scheduler.core.logstash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.logstash.LogstashTask.Listener;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.LogstashSettings;
import org.mesoselk.scheduler.core.model.PortChoice;
import org.mesoselk.scheduler.core.offer.Placement;

/** What a collector asks of an offer, and what its executor is told. */
final class RenderCollector {

    private RenderCollector() {}

    static Placement placement(LogstashSettings settings) {
        return new Placement(
                settings.share().plus(settings.executor()),
                wanted(settings).stream().map(PortChoice::of).toList(),
                settings.constraints(),
                0,
                true,
                Duration.ZERO);
    }

    /** The fixed ones once each, as tcp and udp may share a number; then a 0 for each listener without one, last that of Logstash's own API. */
    private static List<Integer> wanted(LogstashSettings settings) {
        List<Integer> ports = new ArrayList<>(listeners(settings).stream()
                .map(Listener::port)
                .filter(port -> port != 0)
                .distinct()
                .toList());
        listeners(settings).stream()
                .map(Listener::port)
                .filter(port -> port == 0)
                .forEach(ports::add);
        if (hasApi(settings)) {
            ports.add(0);
        }
        return ports;
    }

    /** @param chosen in the order in which they were wanted */
    static List<Call.Port> ports(LogstashSettings settings, List<Integer> chosen) {
        Stream<Call.Port> api =
                hasApi(settings) ? Stream.of(new Call.Port("api", "tcp", apiPort(chosen))) : Stream.of();
        return Stream.concat(
                        numbered(settings, chosen).stream()
                                .map(listener -> new Call.Port(
                                        listener.format() + "-" + listener.transport(),
                                        listener.transport(),
                                        listener.port())),
                        api)
                .toList();
    }

    static LogstashTask task(
            LogstashSettings settings,
            List<String> endpoints,
            SortedMap<String, String> pipelines,
            List<Integer> chosen) {
        LogstashTask task = settings.task();
        return new LogstashTask(
                task.engine(),
                endpoints,
                task.registryDir(),
                task.workDir(),
                new LogstashTask.Sources(
                        task.sources().sandboxes(),
                        task.sources().sandboxMultiline(),
                        task.sources().ignoreOlderSeconds(),
                        task.sources().files(),
                        numbered(settings, chosen)),
                task.output(),
                task.limits(),
                task.logstash()
                        .map(official -> official.withApiPort(apiPort(chosen)).withPipelines(pipelines)),
                Optional.of(settings.fingerprint()));
    }

    private static boolean hasApi(LogstashSettings settings) {
        return settings.task().logstash().isPresent();
    }

    private static int apiPort(List<Integer> chosen) {
        return chosen.get(chosen.size() - 1);
    }

    private static List<Listener> numbered(LogstashSettings settings, List<Integer> chosen) {
        List<Integer> free = new ArrayList<>(chosen);
        free.removeIf(port -> listeners(settings).stream().anyMatch(listener -> listener.port() == port));
        List<Listener> numbered = new ArrayList<>();
        for (Listener listener : listeners(settings)) {
            int port = listener.port() == 0 ? free.remove(0) : listener.port();
            numbered.add(new Listener(listener.format(), listener.transport(), listener.host(), port));
        }
        return List.copyOf(numbered);
    }

    private static List<Listener> listeners(LogstashSettings settings) {
        return settings.task().sources().listeners();
    }
}
