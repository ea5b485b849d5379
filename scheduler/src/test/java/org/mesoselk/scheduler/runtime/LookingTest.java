package org.mesoselk.scheduler.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LookingTest {
    private static final Duration NEVER = Duration.ofHours(1);

    private final Semaphore looks = new Semaphore(0);

    private boolean looksWithin(Duration time) throws InterruptedException {
        return looks.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Test
    void itLooksAtOnceThenAfterTheIntervalAndAtOnceWhenKicked() throws Exception {
        try (Looking looking = new Looking("test", looks::release, () -> NEVER, Duration.ZERO)) {
            looking.start();
            assertThat(looksWithin(Duration.ofSeconds(20))).isTrue();
            looking.kick();
            assertThat(looksWithin(Duration.ofSeconds(20))).isTrue();
        }
        try (Looking looking = new Looking("test", looks::release, () -> Duration.ofMillis(1), Duration.ZERO)) {
            looking.start();
            assertThat(looksWithin(Duration.ofSeconds(20))).isTrue();
            assertThat(looksWithin(Duration.ofSeconds(20))).isTrue();
        }
    }

    @Test
    void howeverOftenItIsKickedThereIsAPauseBetweenLooks() throws Exception {
        Duration pause = Duration.ofMillis(300);
        try (Looking looking = new Looking("test", looks::release, () -> NEVER, pause)) {
            looking.start();
            assertThat(looksWithin(Duration.ofSeconds(20))).isTrue();
            long first = System.nanoTime();
            looking.kick();
            assertThat(looksWithin(Duration.ofSeconds(20))).isTrue();
            // The first look may have been seen a little late.
            assertThat(Duration.ofNanos(System.nanoTime() - first)).isGreaterThan(pause.dividedBy(3));
        }
    }
}
