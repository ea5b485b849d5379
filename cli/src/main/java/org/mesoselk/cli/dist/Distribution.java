package org.mesoselk.cli.dist;

import java.util.Optional;

/**
 * An official build that can be had.
 *
 * @param name of its directory in the cache, e.g. elasticsearch-8.19.20
 * @param source where it comes from, in words for messages and for the cache's own record
 * @param assembly brings it
 */
public record Distribution(String name, Product product, String source, Assembly assembly) {

    /** @param sha512 of the archive, in lower-case hex; empty when its giver did not tell */
    static Distribution archive(String name, Product product, String source, Optional<String> sha512, Fetch fetch) {
        return new Distribution(name, product, source, new ArchiveAssembly(product, sha512, fetch));
    }
}
