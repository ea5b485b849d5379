package org.mesoselk.systemtest;

import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.List;

/** Whether a Mesos that is there already is what a test needs; else it is skipped, with what is missing. */
final class Suitable {

    private Suitable() {}

    /** @param flags that the test gives to a master of its own, names and values in turn */
    static void require(Control control, Mesos mesos, int agents, boolean particular, List<String> flags) {
        assumeFalse(particular, "this test needs an agent of a particular size or with particular attributes");
        assumeTrue(
                mesos.agents() >= agents,
                () -> "this test needs " + agents + " agents, and control names " + mesos.agents());
        for (Control.Agent agent : control.agents()) {
            assumeTrue(
                    Files.isDirectory(agent.workDir()),
                    () -> "agent " + agent.number() + " is not on this machine: there is no " + agent.workDir());
        }
        for (int i = 0; i + 1 < flags.size(); i += 2) {
            String name = flags.get(i).replaceFirst("^--", "").replace('-', '_');
            String wanted = flags.get(i + 1);
            String there = mesos.flag(name);
            assumeTrue(
                    there.equals(wanted),
                    () -> "this test needs a master with --" + name + "=" + wanted + ", and it has " + there);
        }
        mesos.awaitAgents(mesos.agents());
    }
}
