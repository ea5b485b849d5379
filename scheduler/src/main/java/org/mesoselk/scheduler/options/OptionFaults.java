package org.mesoselk.scheduler.options;

import java.util.List;

/** The options cannot be used: every fault, each a sentence that names the option, the value and the remedy. */
public final class OptionFaults extends Exception {
    private final List<String> faults;

    OptionFaults(List<String> faults) {
        super("the options cannot be used: " + String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    public List<String> faults() {
        return faults;
    }
}
