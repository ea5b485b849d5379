package org.mesoselk.commons.mesos;

import java.util.ArrayList;
import java.util.List;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** What a client told, attempt by attempt. */
final class Journal implements SchedulerListener {

    /** From one disconnection to the next. */
    record Attempt(List<Event> events, String cause) {}

    private final List<Attempt> attempts = new ArrayList<>();
    private List<Event> events = new ArrayList<>();

    @Override
    public synchronized void event(Event event) {
        events.add(event);
    }

    @Override
    public synchronized void disconnected(String cause) {
        attempts.add(new Attempt(events, cause));
        events = new ArrayList<>();
    }

    /** Those that are over. */
    synchronized List<Attempt> attempts() {
        return List.copyOf(attempts);
    }
}
