package org.mesoselk.scheduler.api;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.mesoselk.scheduler.runtime.Inbox;
import org.springframework.http.HttpStatus;

/** Asks the loop for something that is to be stored. */
public final class Wishes {
    /** Longer than ZooKeeper may take to answer or to be given up. */
    private static final long ANSWER_SECONDS = 30;

    private Wishes() {}

    /** @param unknown the answer when it is not known whether the wish was stored, from a sentence that says why */
    public static <A> A ask(
            ApiContext scheduler, Function<Inbox, CompletableFuture<A>> wish, Function<String, A> unknown) {
        Inbox inbox = scheduler.inbox().orElseThrow(NoLeader::problem);
        try {
            return wish.apply(inbox).get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return unknown.apply("the scheduler did not answer in " + ANSWER_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unknown.apply("the scheduler is stopping");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the loop failed over a wish", e);
        }
    }

    /** @param name stable, kebab-case */
    public static Problem tooLong(String name, String sentence) {
        return new Problem(HttpStatus.CONTENT_TOO_LARGE, name, sentence);
    }

    /** What is wished is longer than ZooKeeper takes, with the name of the wait that says so of a decision. */
    public static Problem tooLong(String sentence) {
        return tooLong("records-too-long", sentence);
    }

    /** @param what is to be read before it is asked again */
    public static Problem unavailable(String sentence, boolean perhapsStored, String what) {
        return new Problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "zookeeper-unavailable",
                (perhapsStored
                                ? "it is not known whether the wish was stored, read " + what
                                        + " before you repeat it: "
                                : "nothing can be stored now, repeat it later: ")
                        + sentence);
    }
}
