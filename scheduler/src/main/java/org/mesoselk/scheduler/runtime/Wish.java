package org.mesoselk.scheduler.runtime;

import java.time.Instant;
import java.util.function.Function;
import org.mesoselk.scheduler.core.Core;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Settings;

/**
 * Something that is asked of the records through the API. The loop's thread answers it; what is granted is stored before
 * the answer is given, and decided upon in the next turn.
 *
 * @param <A> the answer
 */
public interface Wish<A> {

    /**
     * What shall be stored.
     *
     * @param records the very same ones as were given when nothing is to be stored
     * @param answer told what is stored then
     */
    record Reply<A>(Records records, Function<Records, A> answer) {}

    /** Computed of these values alone. */
    Reply<A> reply(Core core, Records records, Memory memory, Settings settings, Instant now);

    /** ZooKeeper does not answer; whether the wish was stored is not known when {@code perhapsStored}. */
    A unavailable(String sentence, boolean perhapsStored);

    /** What was to be stored is longer than ZooKeeper takes: nothing was, and nothing will be when it is repeated. */
    A tooLong(String sentence);
}
