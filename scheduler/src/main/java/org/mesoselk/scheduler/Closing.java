package org.mesoselk.scheduler;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what was opened, whatever becomes of it. */
final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger("mesos-elk");

    private Closing() {}

    static void quietly(AutoCloseable opened) {
        try {
            opened.close();
        } catch (Exception e) {
            LOG.warn("closing failed: {}", e.toString());
        }
    }
}
