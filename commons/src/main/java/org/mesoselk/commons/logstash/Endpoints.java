package org.mesoselk.commons.logstash;

import java.util.List;

/**
 * Framework message from the scheduler to every Logstash executor: where Elasticsearch can be reached now, as
 * http(s)://host:port. It takes the place of what was told before.
 *
 * @param type always {@code endpoints}
 */
public record Endpoints(String type, List<String> endpoints) {
    public static final String TYPE = "endpoints";

    public static Endpoints of(List<String> endpoints) {
        return new Endpoints(TYPE, List.copyOf(endpoints));
    }
}
