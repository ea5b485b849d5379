package org.mesoselk.commons.elastic;

import java.util.List;

/**
 * Framework message from the scheduler to every Elasticsearch executor: the transport addresses (host:port) of the
 * present master-eligible members. The executor rewrites unicast_hosts.txt with them.
 *
 * @param type always {@code seed-hosts}
 */
public record SeedHosts(String type, List<String> seedHosts) {
    public static final String TYPE = "seed-hosts";

    public static SeedHosts of(List<String> seedHosts) {
        return new SeedHosts(TYPE, List.copyOf(seedHosts));
    }
}
