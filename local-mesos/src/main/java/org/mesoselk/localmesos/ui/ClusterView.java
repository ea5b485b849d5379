package org.mesoselk.localmesos.ui;

import java.time.Instant;
import java.util.SortedMap;

/**
 * The whole as its leading master sees it.
 *
 * @param name for people; often empty
 * @param address host:port of the master
 * @param tasks how many are in which state, the ended ones that are still known included
 */
public record ClusterView(
        String name,
        String masterId,
        String address,
        String version,
        Instant elected,
        int activated,
        int deactivated,
        int unreachable,
        SortedMap<String, Integer> tasks,
        Amounts total,
        Amounts used,
        Amounts offered) {}
