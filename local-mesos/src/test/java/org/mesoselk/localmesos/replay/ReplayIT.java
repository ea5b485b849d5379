package org.mesoselk.localmesos.replay;

import java.util.List;

/** The scenarios that wait for lost agents and masters, or for checks, see {@link ReplayTest}. */
class ReplayIT extends Replayed {

    static final List<String> SCENARIOS = List.of(
            "03-agent-loss",
            "03b-master-failover",
            "03c-agent-loss-not-partition-aware",
            "03c-agent-loss-no-checkpoint",
            "03c-agent-loss-sigterm",
            "09-extras");

    ReplayIT() {
        super(3, SCENARIOS);
    }
}
