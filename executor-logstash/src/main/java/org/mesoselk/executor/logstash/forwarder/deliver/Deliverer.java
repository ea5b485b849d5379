package org.mesoselk.executor.logstash.forwarder.deliver;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Takes one batch after the other to Elasticsearch, and stays with it until nothing of it is owed: what could not be
 * taken now is sent again, and nothing else of it.
 */
public final class Deliverer {

    private final BulkTarget target;
    private final Destinations destinations;
    private final DeadLetters deadLetters;
    private final Counters counters;
    private final Waiting waiting;
    private final RandomGenerator random;
    private final BooleanSupplier given;

    /** Time, from outside. */
    public interface Waiting {
        /** As System.nanoTime(). */
        long nanos();

        /** Until other endpoints are told, or {@code millis} are over. */
        void pause(long millis) throws InterruptedException;
    }

    /** @param given up: true once batches are to be left as they are, for the next executor to read their lines again */
    public Deliverer(
            BulkTarget target,
            Destinations destinations,
            DeadLetters deadLetters,
            Counters counters,
            Waiting waiting,
            RandomGenerator random,
            BooleanSupplier given) {
        this.target = target;
        this.destinations = destinations;
        this.deadLetters = deadLetters;
        this.counters = counters;
        this.waiting = waiting;
        this.random = random;
        this.given = given;
    }

    /** What was learned of the batch so far. @param most items to be sent at once */
    private record Course(int failures, int most) {

        Course failed() {
            return new Course(failures + 1, most);
        }

        Course smaller(int items) {
            return new Course(failures, Math.max(1, items / 2));
        }

        Course went() {
            return new Course(0, (int) Math.min(2L * most, Integer.MAX_VALUE));
        }
    }

    /** @return false when it was given up: the batch is not settled */
    public boolean deliver(Batch batch) throws InterruptedException {
        Course course = new Course(0, Integer.MAX_VALUE);
        while (!batch.isEmpty()) {
            if (given.getAsBoolean()) {
                return false;
            }
            Optional<URI> endpoint = destinations.choose(waiting.nanos());
            course = endpoint.isEmpty()
                    ? failed(course, "No endpoint of Elasticsearch is known yet.")
                    : attempt(endpoint.get(), batch, course);
            if (course.failures() > 0) {
                waiting.pause(Backoff.STANDARD.delay(course.failures(), random).toMillis());
            }
        }
        batch.settle();
        return true;
    }

    private Course attempt(URI endpoint, Batch batch, Course course) throws InterruptedException {
        int items = Math.min(batch.items(), course.most());
        BulkTarget.Result result;
        try {
            result = target.send(endpoint, batch, items);
        } catch (IOException e) {
            destinations.failed(endpoint, waiting.nanos());
            return failed(course, endpoint + " does not answer as Elasticsearch: " + clause(e));
        }
        if (result instanceof BulkTarget.Result.Unready unready) {
            return failed(course, unready.sentence());
        }
        if (result instanceof BulkTarget.Result.Refused refused) {
            return refused(endpoint, batch, items, course, refused);
        }
        destinations.answered(endpoint);
        return looked(endpoint, batch, course, ((BulkTarget.Result.Looked) result).answer());
    }

    private Course refused(URI endpoint, Batch batch, int items, Course course, BulkTarget.Result.Refused refused) {
        String sentence = endpoint + " answers " + refused.status() + ": " + refused.sentence();
        if (!refused.isAboutTheSize()) {
            destinations.failed(endpoint, waiting.nanos());
            return failed(course, sentence);
        }
        if (items > 1) {
            return course.smaller(items);
        }
        if (!bury(batch, 0, sentence)) {
            return course.failed();
        }
        batch.drop(new boolean[] {true});
        return course.went();
    }

    private Course looked(URI endpoint, Batch batch, Course course, BulkAnswer answer) {
        boolean[] settled = answer.settled();
        boolean buried = true;
        for (int i = 0; i < settled.length; i++) {
            if (answer.items()[i] == Ruling.POISON) {
                settled[i] = bury(batch, i, answer.reasons().get(i));
                buried &= settled[i];
            }
        }
        counters.looked(answer);
        batch.drop(settled);
        Optional<String> reason = answer.reasonToWait();
        if (reason.isPresent()) {
            boolean some = answer.count(Ruling.AGAIN) < settled.length;
            return failed(some ? course.went() : course, endpoint + " does not take all events: " + reason.get());
        }
        if (!buried) {
            return course.failed();
        }
        counters.wentWell();
        return course.went();
    }

    private boolean bury(Batch batch, int index, String reason) {
        try {
            deadLetters.keep(batch.item(index), reason);
            counters.deadLetter();
            return true;
        } catch (IOException e) {
            counters.failed("The dead-letter file cannot be written: " + clause(e) + ".");
            return false;
        }
    }

    private Course failed(Course course, String sentence) {
        counters.failed(sentence);
        return course.failed();
    }

    private static String clause(IOException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
