package org.mesoselk.commons.elastic;

import java.util.List;

/**
 * Framework message from the scheduler to every executor of Logstash and Kibana: where Elasticsearch can be reached now, as
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
