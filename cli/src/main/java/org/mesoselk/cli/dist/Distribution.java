package org.mesoselk.cli.dist;

import java.util.Optional;

/**
 * An official build of Elasticsearch that can be had.
 *
 * @param name of its directory in the cache, e.g. elasticsearch-8.19.20
 * @param source where it comes from, in words for messages and for the cache's own record
 * @param sha512 of the archive, in lower-case hex; empty when its giver did not tell
 * @param fetch brings the archive
 */
public record Distribution(String name, String source, Optional<String> sha512, Fetch fetch) {}
