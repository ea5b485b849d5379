package org.mesoselk.executor.logstash.forwarder.deliver;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The endpoints in turn, leaving out those that have just failed while others have not. */
public final class Destinations {

    private final long avoidNanos;
    private List<URI> endpoints;
    private final Map<URI, Long> failedAt = new HashMap<>();
    private int next;

    /** @param avoidNanos for how long after a failure another endpoint is preferred */
    public Destinations(List<URI> endpoints, long avoidNanos) {
        this.endpoints = List.copyOf(endpoints);
        this.avoidNanos = avoidNanos;
    }

    /** These take the place of those before; whoever waits for one is woken. */
    public synchronized void set(List<URI> now) {
        endpoints = List.copyOf(now);
        failedAt.keySet().retainAll(now);
        notifyAll();
    }

    /** Whoever waits looks around. */
    public synchronized void wake() {
        notifyAll();
    }

    public synchronized List<URI> all() {
        return endpoints;
    }

    /** @param nanos now, as System.nanoTime(); empty when there is no endpoint at all */
    public synchronized Optional<URI> choose(long nanos) {
        for (int i = 0; i < endpoints.size(); i++) {
            URI candidate = endpoints.get(Math.floorMod(next++, endpoints.size()));
            Long failed = failedAt.get(candidate);
            if (failed == null || nanos - failed > avoidNanos) {
                return Optional.of(candidate);
            }
        }
        return endpoints.isEmpty()
                ? Optional.empty()
                : Optional.of(endpoints.get(Math.floorMod(next++, endpoints.size())));
    }

    public synchronized void failed(URI endpoint, long nanos) {
        failedAt.put(endpoint, nanos);
    }

    public synchronized void answered(URI endpoint) {
        failedAt.remove(endpoint);
    }

    /** Waits until other endpoints are told, or {@code millis} are over. */
    public synchronized void awaitChange(long millis) throws InterruptedException {
        if (millis > 0) {
            wait(millis);
        }
    }
}
