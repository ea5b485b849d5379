package org.mesoselk.scheduler.mesos;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this process has heard of Mesos, and how often it subscribed in vain, over all its terms. For any thread. */
public final class MesosTally {
    private static final Logger LOG = LoggerFactory.getLogger(MesosTally.class);

    private final Map<Event.Type, AtomicLong> events = new EnumMap<>(Event.Type.class);
    private final Set<Event.Type> unused = ConcurrentHashMap.newKeySet();
    private final AtomicLong subscriptions = new AtomicLong();
    private final AtomicLong failedAttempts = new AtomicLong();
    private final AtomicLong failedInARow = new AtomicLong();
    private volatile boolean subscribed;

    public MesosTally() {
        Arrays.stream(Event.Type.values()).forEach(type -> events.put(type, new AtomicLong()));
    }

    /** Names of Mesos' event types; HEARTBEAT is not among them, since the client keeps it. */
    public static List<String> types() {
        return Arrays.stream(Event.Type.values())
                .filter(type -> type != Event.Type.HEARTBEAT)
                .map(Event.Type::name)
                .toList();
    }

    /** @param type one of {@link #types} */
    public long events(String type) {
        return events.get(Event.Type.valueOf(type)).get();
    }

    public long subscriptions() {
        return subscriptions.get();
    }

    /** Attempts to subscribe that came to nothing: no master, nobody there, refused, redirected to a dead leader. */
    public long failedAttempts() {
        return failedAttempts.get();
    }

    /** Since the last subscription. */
    public long failedInARow() {
        return failedInARow.get();
    }

    void heard(Event.Type type) {
        events.get(type).incrementAndGet();
        if (type == Event.Type.SUBSCRIBED) {
            subscribed = true;
            subscriptions.incrementAndGet();
            failedInARow.set(0);
        }
    }

    /** Said once: some frameworks get such an event many times a second. */
    void unused(Event.Type type) {
        if (unused.add(type)) {
            LOG.info(
                    "Mesos sends {} events, which this scheduler has no use for; from now on they are only counted",
                    type);
        }
    }

    void disconnected() {
        if (!subscribed) {
            failedAttempts.incrementAndGet();
            failedInARow.incrementAndGet();
        }
        subscribed = false;
    }
}
