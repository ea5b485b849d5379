package org.mesoselk.simulator.world;

import java.util.Arrays;

/** How likely small things go wrong just now, in thousandths; and how long the connections are broken. */
public final class Weather {

    /** What may go wrong with a single message, write or look. */
    public enum Risk {
        CALL_LOST("a call to Mesos does not get through"),
        CALL_TAKEN_FOR_LOST("a call to Mesos gets through but seems not to"),
        CALL_SLOW("a call to Mesos takes seconds"),
        UPDATE_TWICE("a status update comes twice"),
        UPDATE_LATE("a status update is overtaken by later events"),
        FRAMEWORK_MESSAGE_LOST("a message to an executor is lost"),
        WRITE_LOST("ZooKeeper fails before it did anything"),
        WRITE_TAKEN_FOR_LOST("ZooKeeper fails after it did it"),
        READ_STALE("ZooKeeper's follower answers with what was"),
        STORE_SLOW("ZooKeeper takes seconds"),
        LOOK_UNKNOWN("a look at Elasticsearch fails"),
        LOOK_SLOW("a look at Elasticsearch takes seconds"),
        CHANGE_LOST("a change of Elasticsearch's settings fails"),
        CHANGE_TAKEN_FOR_LOST("a change of Elasticsearch's settings works but seems not to"),
        CHANGE_LATE("a change of Elasticsearch's settings seems to fail and comes late"),
        TASK_FAILS("a task ends before it runs");

        private final String sentence;

        Risk(String sentence) {
            this.sentence = sentence;
        }

        public String sentence() {
            return sentence;
        }
    }

    private final int[] permil = new int[Risk.values().length];
    private final long[] until = new long[Risk.values().length];

    public void set(Risk risk, int chance, long end) {
        permil[risk.ordinal()] = chance;
        until[risk.ordinal()] = end;
    }

    public int of(Risk risk, long now) {
        return now < until[risk.ordinal()] ? permil[risk.ordinal()] : 0;
    }

    public void clear() {
        Arrays.fill(until, 0);
    }
}
