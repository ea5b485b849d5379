package org.mesoselk.executor.kibana.relay;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where requests can go, and in which order: in turns, and those last that could not be reached a moment ago. */
final class Targets {

    /** So long an endpoint is passed over while there is another one; a host that is gone costs a time-out each time. */
    static final Duration PASSED_OVER = Duration.ofSeconds(5);

    private List<URI> endpoints = List.of();
    private final Map<URI, Instant> failures = new HashMap<>();
    private int turn;
    private long told;

    /**
     * What a request can try.
     *
     * @param endpoints each once, the best first
     * @param told which telling of the scheduler they are from
     */
    record Choice(List<URI> endpoints, long told) {}

    /** Takes the place of what was told before. */
    synchronized void tell(List<URI> now) {
        if (!now.equals(endpoints)) {
            endpoints = List.copyOf(now);
            failures.keySet().retainAll(now);
            told++;
        }
    }

    synchronized Choice choose(Instant now) {
        List<URI> order = new ArrayList<>();
        for (int i = 0; i < endpoints.size(); i++) {
            order.add(endpoints.get((turn + i) % endpoints.size()));
        }
        turn = endpoints.isEmpty() ? 0 : (turn + 1) % endpoints.size();
        // The sort is stable: turns are kept among those that are equally good.
        order.sort(Comparator.comparing(endpoint -> isPassedOver(endpoint, now)));
        return new Choice(List.copyOf(order), told);
    }

    /** Whether the scheduler has told other endpoints since. */
    synchronized boolean isOutdated(Choice choice) {
        return choice.told() != told;
    }

    synchronized void unreachable(URI endpoint, Instant now) {
        if (endpoints.contains(endpoint)) {
            failures.put(endpoint, now);
        }
    }

    synchronized void reached(URI endpoint) {
        failures.remove(endpoint);
    }

    private boolean isPassedOver(URI endpoint, Instant now) {
        Instant failed = failures.get(endpoint);
        return failed != null && now.isBefore(failed.plus(PASSED_OVER));
    }
}
