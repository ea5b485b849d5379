package org.mesoselk.cli.chaos;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.mesoselk.cli.home.Settings;
import org.mesoselk.cli.local.Framework;
import org.mesoselk.cli.local.Names;

/**
 * What an installation consists of, as far as it matters for what can be hit.
 *
 * @param members the most that it is scaled to
 * @param separate masters and agents are processes of their own
 * @param logstash there is a Logstash on every agent
 */
record Observed(int members, int schedulers, boolean separate, boolean logstash) {

    static Observed of(Settings settings) {
        return new Observed(
                settings.mesos().agents(),
                settings.processes().schedulers(),
                settings.processes().separate(),
                Names.has(Framework.LOGSTASH, settings));
    }

    Set<Component> components() {
        Set<Component> there = EnumSet.allOf(Component.class);
        if (!separate) {
            there.remove(Component.AGENT);
            there.remove(Component.MASTER);
        }
        if (schedulers < 2) {
            there.remove(Component.STANDBY);
        }
        if (!logstash) {
            there.remove(Component.LOGSTASH_EXECUTOR);
            there.remove(Component.LOGSTASH_LEADER);
        }
        return there;
    }

    /** Sentences about what cannot be hit here, with the remedy. */
    List<String> leftOut() {
        List<String> sentences = new ArrayList<>();
        if (!separate) {
            sentences.add("Masters and agents are left out: here they are one process (elk up --separate).");
        }
        if (schedulers < 2) {
            sentences.add("A standby scheduler is left out: there is none (elk up --schedulers 2).");
        }
        if (!logstash) {
            sentences.add("Logstash is left out: there is none (elk up --with-logstash).");
        }
        return sentences;
    }
}
