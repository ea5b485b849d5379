package org.mesoselk.scheduler.options;

import java.util.Locale;

/**
 * One option as the command line and the environment know it.
 *
 * @param name with its dashes, e.g. {@code --api-port}
 * @param label what the usage message calls its value
 * @param standard the value when nobody gives one; empty means none
 */
record Flag(String name, String label, String standard, boolean repeatable, String help) {
    static final String PREFIX = "MESOS_ELK_";

    static Flag of(String name, String label, String standard, String help) {
        return new Flag(name, label, standard, false, help);
    }

    static Flag many(String name, String label, String help) {
        return new Flag(name, label, "", true, help);
    }

    /** The environment variable that stands for it. */
    String variable() {
        return PREFIX + name.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
