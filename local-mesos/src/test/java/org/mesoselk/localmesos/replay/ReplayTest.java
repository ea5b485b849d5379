package org.mesoselk.localmesos.replay;

import java.util.List;

/** The scenarios that take a few seconds; the others are in {@link ReplayIT}. */
class ReplayTest extends Replayed {

    static final List<String> SCENARIOS = List.of(
            "01-scheduler-basic",
            "01b-scheduler-protobuf",
            "01c-no-capabilities",
            "02-reserve-volume",
            "03-failover",
            "03c-teardown-endpoint",
            "04-http-errors",
            "04-redirect",
            "05-custom-executor",
            "07-agent-http",
            "10-operator-gone-drain");

    ReplayTest() {
        super(4, SCENARIOS);
    }
}
