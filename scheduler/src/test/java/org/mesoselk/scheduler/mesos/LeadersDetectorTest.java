package org.mesoselk.scheduler.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.mesos.MasterDetector;
import org.mesoselk.commons.mesos.MasterDetector.Candidate;
import org.mesoselk.commons.mesos.MasterDetector.Detection;
import org.mesoselk.commons.mesos.MasterDetector.NotFound;

class LeadersDetectorTest {

    private static final Candidate MASTER = new Candidate(URI.create("http://10.0.0.1:5050"));

    private final List<String> asked = new ArrayList<>();

    @Test
    void theMasterIsNamedToOneThatLeadsAndIsAskedForBeforeThat() throws InterruptedException {
        assertThat(detector(MASTER, Optional.empty()).detect()).isEqualTo(MASTER);
        assertThat(asked).as("finding the master may take long").containsExactly("master", "leads");
    }

    @Test
    void noMasterIsNamedToOneThatDoesNotLeadAndWhyIsSaid() throws InterruptedException {
        assertThat(detector(MASTER, Optional.of("epoch 4 has taken over")).detect())
                .isEqualTo(new NotFound("epoch 4 has taken over"));
    }

    @Test
    void itIsConfirmedAnewEachTime() throws InterruptedException {
        List<Optional<String>> answers =
                new ArrayList<>(List.of(Optional.empty(), Optional.of("epoch 4 has taken over"), Optional.empty()));
        LeadersDetector detector = new LeadersDetector(new Masters(MASTER), () -> answers.remove(0));
        assertThat(List.of(detector.detect(), detector.detect(), detector.detect()))
                .containsExactly(MASTER, new NotFound("epoch 4 has taken over"), MASTER);
    }

    @Test
    void withoutAMasterNobodyIsAskedWhoLeads() throws InterruptedException {
        NotFound none = new NotFound("No master leads at the moment");
        assertThat(detector(none, Optional.of("epoch 4 has taken over")).detect())
                .isEqualTo(none);
        assertThat(asked).containsExactly("master");
    }

    @Test
    void newsAreThoseOfTheMastersAndTheEndOfATermDoesNotCloseThem() throws InterruptedException {
        LeadersDetector detector = detector(MASTER, Optional.empty());
        detector.awaitNews(Duration.ofSeconds(3));
        detector.close();
        assertThat(asked).containsExactly("news PT3S");
        assertThat(detector).hasToString("zk://somewhere/mesos");
    }

    private LeadersDetector detector(Detection found, Optional<String> objection) {
        return new LeadersDetector(new Masters(found), () -> {
            asked.add("leads");
            return objection;
        });
    }

    private final class Masters implements MasterDetector {
        private final Detection found;

        Masters(Detection found) {
            this.found = found;
        }

        @Override
        public Detection detect() {
            asked.add("master");
            return found;
        }

        @Override
        public void awaitNews(Duration atMost) {
            asked.add("news " + atMost);
        }

        @Override
        public void close() {
            asked.add("close");
        }

        @Override
        public String toString() {
            return "zk://somewhere/mesos";
        }
    }
}
