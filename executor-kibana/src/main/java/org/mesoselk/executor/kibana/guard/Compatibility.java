package org.mesoselk.executor.kibana.guard;

import java.util.Optional;

/**
 * Kibana's own rule: the same major version, and a minor version that is not newer than Elasticsearch's. (A newer
 * Elasticsearch of the same major is what a rolling upgrade passes through, and is allowed.)
 */
public final class Compatibility {

    private Compatibility() {}

    /** @return a sentence with the remedy when this Kibana cannot work with that Elasticsearch */
    public static Optional<String> fault(String kibana, String elasticsearch) {
        int major = part(kibana, 0);
        int other = part(elasticsearch, 0);
        String beginning = "Kibana " + kibana + " cannot work with Elasticsearch " + elasticsearch + ": ";
        if (major != other) {
            return Optional.of(beginning + "both must be of one major version; give a Kibana " + other + ".x, of "
                    + elasticsearch + " or older.");
        }
        if (part(kibana, 1) > part(elasticsearch, 1)) {
            return Optional.of(beginning + "it must not be newer; upgrade Elasticsearch first, or give a Kibana "
                    + major + "." + part(elasticsearch, 1) + ".");
        }
        return Optional.empty();
    }

    private static int part(String version, int index) {
        String[] parts = version.split("[.-]");
        return index < parts.length && parts[index].matches("\\d{1,9}") ? Integer.parseInt(parts[index]) : 0;
    }
}
