package org.mesoselk.executor.logstash;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.mesoselk.commons.logstash.LogstashReport;

/** What collects on this agent. */
public interface Engine {

    /** Begins to collect; returns at once. @param failed told why, should it not be able to go on */
    void start(Consumer<String> failed);

    /** Whether it collects: until then nobody is told that it runs. */
    default boolean isStarted() {
        return true;
    }

    /** What becomes of what it has taken in and not delivered when it ends. */
    default String leftBehind() {
        return "What had been read and is not in Elasticsearch will be read again.";
    }

    /** Elasticsearch is to be found there from now on. */
    void endpoints(List<URI> now);

    LogstashReport report();

    /**
     * Takes in nothing more, and brings what is under way to its end for as long as {@code grace}. What is left then is
     * read again by the next executor.
     *
     * @return whether all that was taken in is delivered
     */
    boolean stop(Duration grace) throws InterruptedException;
}
