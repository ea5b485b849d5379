package org.mesoselk.executor.logstash.forwarder.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.executor.logstash.forwarder.registry.Acknowledged;

class DelivererTest {

    private static final URI ONE = URI.create("http://one:9200");
    private static final URI TWO = URI.create("http://two:9200");

    @TempDir
    Path directory;

    private final ModelElasticsearch elasticsearch = new ModelElasticsearch();
    private final Destinations destinations =
            new Destinations(List.of(ONE), Duration.ofSeconds(10).toNanos());
    private final Counters counters = new Counters();
    private final List<Long> pauses = new ArrayList<>();
    private final Acknowledged file = new Acknowledged(0);
    private final Batch batch = new Batch(100_000);
    private boolean given;
    private long nanos;

    private boolean deliver(String... items) throws InterruptedException {
        for (String item : items) {
            BatchTest.add(batch, item);
        }
        batch.covers(file.sent(1000));
        return new Deliverer(
                        elasticsearch,
                        destinations,
                        new DeadLetters(directory, 100_000),
                        counters,
                        new Deliverer.Waiting() {
                            @Override
                            public long nanos() {
                                return nanos;
                            }

                            @Override
                            public void pause(long millis) {
                                pauses.add(millis);
                                nanos += Duration.ofMillis(millis).toNanos();
                                if (pauses.size() == 200) {
                                    given = true;
                                }
                            }
                        },
                        new Random(1),
                        () -> given)
                .deliver(batch);
    }

    @Test
    void whatElasticsearchTakesIsAcknowledged() throws Exception {
        assertThat(deliver("a", "b")).isTrue();
        assertThat(file.offset()).isEqualTo(1000);
        assertThat(counters.events()).isEqualTo(2);
        assertThat(pauses).isEmpty();
    }

    @Test
    void onlyTheItemsThatFailedAreSentAgain() throws Exception {
        elasticsearch.faults.add(ModelElasticsearch.isBusy());
        assertThat(deliver("a", "b", "c", "d")).isTrue();
        assertThat(elasticsearch.requests).containsExactly("one a,b,c,d", "one b,d");
        assertThat(elasticsearch.documents).containsExactly("a", "b", "c", "d");
        assertThat(counters.duplicates()).isZero();
        assertThat(counters.lastError()).isEmpty();
        assertThat(pauses).hasSize(1);
    }

    @Test
    void anAnswerThatWasLostMakesNoSecondDocumentAndIsCounted() throws Exception {
        elasticsearch.faults.add(ModelElasticsearch.answersNobody());
        assertThat(deliver("a", "b")).isTrue();
        assertThat(elasticsearch.documents).containsExactly("a", "b");
        assertThat(counters.duplicates()).isEqualTo(2);
        assertThat(counters.events()).isEqualTo(2);
    }

    @Test
    void whileElasticsearchIsAwayItIsAskedMoreSeldomAndNothingIsAcknowledged() throws Exception {
        for (int i = 0; i < 300; i++) {
            elasticsearch.faults.add(ModelElasticsearch.isAway());
        }
        assertThat(deliver("a")).isFalse();
        assertThat(file.offset()).isZero();
        assertThat(batch.items()).isEqualTo(1);
        assertThat(counters.lastError())
                .hasValueSatisfying(error -> assertThat(error).contains("http://one:9200", "connection refused"));
        assertThat(pauses.get(0)).isBetween(50L, 100L);
        assertThat(pauses.subList(20, 200)).allMatch(pause -> pause >= 5_000 && pause <= 10_000);
        assertThat(pauses.subList(20, 200).stream().distinct()).as("jitter").hasSizeGreaterThan(100);
    }

    @Test
    void statusesOfABusyOrClosedElasticsearchLoseNothing() throws Exception {
        for (int status : new int[] {429, 503, 502, 500, 401, 403, 404, 408, 307, 400}) {
            elasticsearch.faults.add(ModelElasticsearch.refuses(status));
        }
        assertThat(deliver("a")).isTrue();
        assertThat(elasticsearch.documents).containsExactly("a");
        assertThat(counters.deadLetters()).isZero();
    }

    @Test
    void aFileThatIsMissingOnThisHostIsWaitedForAndTold() throws Exception {
        elasticsearch.faults.add((model, items) -> new BulkTarget.Result.Unready("There is no file /secret."));
        elasticsearch.faults.add((model, items) -> {
            assertThat(counters.lastError()).contains("There is no file /secret.");
            return null;
        });
        assertThat(deliver("a")).isTrue();
        assertThat(elasticsearch.documents).containsExactly("a");
    }

    @Test
    void theOtherEndpointIsTriedWhenOneFails() throws Exception {
        destinations.set(List.of(ONE, TWO));
        elasticsearch.faults.add(ModelElasticsearch.isAway());
        assertThat(deliver("a")).isTrue();
        assertThat(elasticsearch.requests).containsExactly("one a", "two a");
    }

    @Test
    void aPoisonedEventGoesToTheDeadLettersAndTheOthersGoThrough() throws Exception {
        assertThat(deliver("a", "poison\n", "b")).isTrue();
        assertThat(elasticsearch.documents).containsExactly("a", "b");
        assertThat(counters.deadLetters()).isEqualTo(1);
        assertThat(counters.events()).isEqualTo(2);
        assertThat(Files.readString(directory.resolve(DeadLetters.FILE)))
                .isEqualTo("{\"reason\":\"as told\"}\npoison\n");
        assertThat(file.offset()).isEqualTo(1000);
    }

    @Test
    void aRequestThatIsTooLargeIsSentInParts() throws Exception {
        elasticsearch.mostItems = 2;
        assertThat(deliver("a", "b", "c", "d", "e")).isTrue();
        assertThat(elasticsearch.documents).containsExactly("a", "b", "c", "d", "e");
        assertThat(counters.deadLetters()).isZero();
    }

    @Test
    void oneEventThatIsTooLargeByItselfIsADeadLetter() throws Exception {
        elasticsearch.faults.add(ModelElasticsearch.refuses(413));
        assertThat(deliver("a")).isTrue();
        assertThat(counters.deadLetters()).isEqualTo(1);
    }

    @Test
    void withoutAnEndpointNothingIsLostAndTheReasonIsTold() throws Exception {
        destinations.set(List.of());
        assertThat(deliver("a")).isFalse();
        assertThat(counters.lastError()).contains("No endpoint of Elasticsearch is known yet.");
        assertThat(file.offset()).isZero();
    }

    @Test
    void deadLettersThatCannotBeKeptHoldTheBatchBack() throws IOException, InterruptedException {
        Files.createDirectory(directory.resolve(DeadLetters.FILE));
        assertThat(deliver("poison")).isFalse();
        assertThat(file.offset()).isZero();
        assertThat(counters.deadLetters()).isZero();
    }
}
