package org.mesoselk.scheduler.mesos;

import java.time.Duration;
import java.util.Optional;
import org.mesoselk.commons.mesos.MasterDetector;

/**
 * Names a master only to a scheduler that leads. Mesos gives the subscription to whoever asks last: an old leader whose
 * process was stopped for a while, and that subscribes before it has noticed, would take it from the new one.
 */
public final class LeadersDetector implements MasterDetector {
    private final MasterDetector masters;
    private final Confirmation confirmation;

    /** Asks now whether this process leads. */
    public interface Confirmation {
        /** @return why it must not subscribe; empty when it leads */
        Optional<String> objection();
    }

    /** @param masters serves the next term too: it is not closed with this one */
    public LeadersDetector(MasterDetector masters, Confirmation confirmation) {
        this.masters = masters;
        this.confirmation = confirmation;
    }

    @Override
    public Detection detect() throws InterruptedException {
        Detection detected = masters.detect();
        if (detected instanceof NotFound) {
            return detected;
        }
        // Last, because finding the master may have taken long.
        return confirmation.objection().<Detection>map(NotFound::new).orElse(detected);
    }

    @Override
    public void awaitNews(Duration atMost) throws InterruptedException {
        masters.awaitNews(atMost);
    }

    @Override
    public void close() {
        // The next term finds the master without connecting anew.
    }

    @Override
    public String toString() {
        return masters.toString();
    }
}
