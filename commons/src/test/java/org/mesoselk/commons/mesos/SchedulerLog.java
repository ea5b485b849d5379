package org.mesoselk.commons.mesos;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** Keeps what a client tells. */
final class SchedulerLog implements SchedulerListener {

    final List<Event> events = new CopyOnWriteArrayList<>();
    final List<String> disconnections = new CopyOnWriteArrayList<>();
    final List<String> refusals = new CopyOnWriteArrayList<>();
    final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @Override
    public void event(Event event) {
        threads.add(Thread.currentThread());
        events.add(event);
    }

    @Override
    public void disconnected(String cause) {
        threads.add(Thread.currentThread());
        disconnections.add(cause);
    }

    @Override
    public void refused(String cause) {
        refusals.add(cause);
    }

    List<Event.Type> types() {
        return events.stream().map(Event::getType).toList();
    }
}
