package org.mesoselk.scheduler.runtime;

import org.mesoselk.scheduler.core.model.Records;

/** What became of an operator's wish. */
public sealed interface WishAnswer {

    /** @param stored what holds now */
    record Granted(Records stored) implements WishAnswer {}

    record NoSuchMember(String name) implements WishAnswer {}

    /** @param name stable, kebab-case */
    record Refused(String name, String sentence) implements WishAnswer {}

    /**
     * What is wished is longer than can be kept; nothing was stored.
     *
     * @param name stable, kebab-case
     */
    record TooLong(String name, String sentence) implements WishAnswer {
        /** Of the wait of this name: it is ZooKeeper that takes no more. */
        public TooLong(String sentence) {
            this("records-too-long", sentence);
        }
    }

    /** ZooKeeper does not answer; whether the wish was stored is not known when {@code perhapsStored}. */
    record Unavailable(String sentence, boolean perhapsStored) implements WishAnswer {}
}
