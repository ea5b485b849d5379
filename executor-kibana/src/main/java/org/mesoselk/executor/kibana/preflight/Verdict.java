package org.mesoselk.executor.kibana.preflight;

import java.nio.file.Path;
import java.util.List;
import org.mesoselk.commons.process.Credentials;

/** Whether this host can run Kibana, and how. */
public sealed interface Verdict {

    /** @param notes what the log should tell */
    record Fit(Credentials credentials, Path node, List<String> notes) implements Verdict {}

    /** All that is wrong, not only the first. */
    record Unfit(List<Fault> faults) implements Verdict {

        public Unfit {
            faults = List.copyOf(faults);
        }

        public boolean passing() {
            return faults.stream().allMatch(Fault::passing);
        }

        public List<String> sentences() {
            return faults.stream().map(Fault::sentence).toList();
        }
    }
}
