package org.mesoselk.commons.mesos;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A fixed list of masters, tried in turn; whichever answers redirects to the leader. */
final class UrlDetector implements MasterDetector {

    private final List<URI> masters;
    private int next;

    UrlDetector(List<URI> masters) {
        this.masters = List.copyOf(masters);
    }

    @Override
    public synchronized Detection detect() {
        URI master = masters.get(next);
        next = (next + 1) % masters.size();
        return new Candidate(master);
    }

    @Override
    public void awaitNews(Duration atMost) throws InterruptedException {
        Thread.sleep(atMost.toMillis());
    }

    @Override
    public void close() {
        // Nothing is held open.
    }

    @Override
    public String toString() {
        return masters.stream().map(URI::toString).collect(Collectors.joining(","));
    }
}
