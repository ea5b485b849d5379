package org.mesoselk.localmesos.ui;

import java.util.function.Function;

/** Where a master's pages come from. */
public interface MasterSource {

    /** What part the master plays now. */
    sealed interface Standing {}

    record Leads() implements Standing {}

    /** {@code //host:port} of the master that leads. */
    record StandsBy(String leader) implements Standing {}

    record NobodyLeads() implements Standing {}

    Standing standing();

    /**
     * Asks on the master's thread.
     *
     * @throws org.mesoselk.localmesos.http.HttpError 503 when it does not lead any more
     */
    <T> T ask(Function<MasterFacts, T> question) throws InterruptedException;
}
