package org.mesoselk.scheduler.options;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.mesoselk.scheduler.core.model.KibanaSettings;

/**
 * The groups of instances, each with where its Elasticsearch is.
 *
 * @param groups by name; {@link KibanaSettings#DEFAULT_GROUP} is always there
 */
public record KibanaGroupOptions(SortedMap<String, EndpointOptions> groups) {
    static final String GROUP = "--group";

    /** Part of a member's name. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,29}[a-z0-9])?");

    static KibanaGroupOptions from(Values values) {
        SortedMap<String, EndpointOptions> groups = new TreeMap<>();
        groups.put(KibanaSettings.DEFAULT_GROUP, EndpointOptions.from(values));
        for (Values.Given given : values.all(GROUP)) {
            String[] parts = given.value().split("=", 2);
            // What stands behind the name may have a password in it.
            String shown = GROUP + " " + parts[0];
            if (parts.length < 2
                    || parts[1].isBlank()
                    || !NAME.matcher(parts[0]).matches()) {
                values.fault(shown + ": must be NAME=FRAMEWORK or NAME=URL[,URL], the name of 1 to 31 small letters,"
                        + " digits and dashes, e.g. logs=elasticsearch-logs");
            } else if (groups.containsKey(parts[0])) {
                values.fault(shown + ": "
                        + (parts[0].equals(KibanaSettings.DEFAULT_GROUP)
                                ? "its Elasticsearch is said with --elasticsearch-framework or --elasticsearch-endpoints"
                                : "is given twice"));
            } else {
                groups.put(parts[0], EndpointOptions.read(values, shown, parts[1]));
            }
        }
        return new KibanaGroupOptions(groups);
    }
}
