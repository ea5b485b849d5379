package org.mesoselk.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mesoselk.cli.Console;
import org.mesoselk.cli.logs.FakeLogs.Event;

/** {@code elk logs --task --follow}, beside an Elasticsearch to which lines come. */
class FollowTaskTest {

    private static final Instant NOW = Instant.now();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Throwable> ended = new CompletableFuture<>();
    private FakeLogs elasticsearch;
    private Thread following;

    @BeforeEach
    void start() throws IOException {
        elasticsearch = new FakeLogs();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (following != null) {
            following.interrupt();
            following.join();
        }
        elasticsearch.close();
    }

    @Test
    void what_comes_is_printed_once_behind_what_was_there() {
        IntStream.range(0, 50).forEach(i -> come(i, -i));
        follow(Optional.empty(), Optional.of(3), out);
        printed("line 2", "line 1", "line 0");
        come(100, 1);
        come(101, 1);
        printed("line 2", "line 1", "line 0", "line 100", "line 101");
        rounds(5);
        printed("line 2", "line 1", "line 0", "line 100", "line 101");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void with_since_and_while_more_comes_than_a_page_takes_no_line_is_missing() {
        come(0, -7000);
        elasticsearch.beforeAPage = () -> {
            int count = elasticsearch.events.size();
            if (count < 1003) {
                IntStream.range(count, count + 50).forEach(i -> come(i, i / 100));
            }
        };
        follow(Optional.of(NOW.minusSeconds(60)), Optional.empty(), out);
        Awaitility.await().until(() -> elasticsearch.events.size() > 1003);
        Awaitility.await()
                .untilAsserted(() -> assertThat(lines())
                        .containsExactlyInAnyOrderElementsOf(IntStream.range(1, elasticsearch.events.size())
                                .mapToObj(i -> "line " + i)
                                .toList()));
    }

    @Test
    void a_line_that_becomes_searchable_long_after_newer_ones_is_printed_all_the_same() {
        come(0, 0);
        follow(Optional.of(NOW.minusSeconds(600)), Optional.empty(), out);
        printed("line 0");
        come(1, 100);
        printed("line 0", "line 1");
        come(2, -300);
        printed("line 0", "line 1", "line 2");
    }

    @Test
    void lines_of_before_that_were_not_asked_for_do_not_come_with_the_new_ones() {
        IntStream.range(0, 10).forEach(i -> come(i, 0));
        follow(Optional.empty(), Optional.of(1), out);
        printed("line 9");
        come(20, 0);
        printed("line 9", "line 20");
    }

    @Test
    void while_elasticsearch_does_not_answer_that_is_said_once_and_it_goes_on_afterwards() {
        come(0, 0);
        follow(Optional.empty(), Optional.of(1), out);
        printed("line 0");
        elasticsearch.failedShards = 1;
        Awaitility.await()
                .untilAsserted(() -> assertThat(err.toString(StandardCharsets.UTF_8))
                        .contains("Elasticsearch cannot be searched (")
                        .contains("trying again"));
        come(1, 1);
        elasticsearch.failedShards = 0;
        printed("line 0", "line 1");
        assertThat(err.toString(StandardCharsets.UTF_8)).hasLineCount(1);
    }

    @Test
    void it_ends_when_nobody_reads_any_more() {
        come(0, 0);
        follow(Optional.empty(), Optional.of(1), new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        });
        assertThat(ended).succeedsWithin(Duration.ofSeconds(10)).isInstanceOf(Ended.class);
    }

    @Test
    void an_interrupt_ends_it_and_nothing_is_said_of_it() {
        come(0, 0);
        follow(Optional.empty(), Optional.of(1), out);
        printed("line 0");
        following.interrupt();
        assertThat(ended).succeedsWithin(Duration.ofSeconds(10)).isInstanceOf(InterruptedException.class);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void what_is_kept_is_bounded_by_an_hour() {
        Seen seen = new Seen(NOW);
        assertThat(seen.add(line("a", NOW))).isTrue();
        assertThat(seen.add(line("a", NOW))).isFalse();
        assertThat(seen.add(line("b", NOW.plus(Seen.KEPT).plusSeconds(1)))).isTrue();
        seen.moveOn();
        assertThat(seen.count()).isEqualTo(1);
        assertThat(seen.add(line("c", NOW))).as("too old by now").isFalse();
    }

    private static final class Ended extends Throwable {}

    private void follow(Optional<Instant> since, Optional<Integer> most, OutputStream to) {
        Console console = new Console(stream(to), stream(err), Map.of());
        TaskLogs logs = new TaskLogs(console, () -> List.of(URI.create(elasticsearch.url())));
        following = new Thread(() -> {
            try {
                logs.follow(new LogQuery("web", since), most, Duration.ofMillis(10));
                ended.complete(new Ended());
            } catch (Throwable e) {
                ended.complete(e);
            }
        });
        following.start();
    }

    /** Line {@code i} becomes searchable. */
    private void come(int i, int seconds) {
        elasticsearch.events.add(
                new Event(NOW.plusSeconds(seconds).toString(), "web.1", "web", "stdout", 10L * i, "line " + i));
    }

    private void printed(String... messages) {
        Awaitility.await().untilAsserted(() -> assertThat(lines()).containsExactly(messages));
    }

    private void rounds(int more) {
        int until = elasticsearch.pages + more;
        Awaitility.await().until(() -> elasticsearch.pages >= until);
    }

    private List<String> lines() {
        Stream<String> lines = out.toString(StandardCharsets.UTF_8).lines();
        return lines.map(line -> line.substring(line.indexOf("line "))).toList();
    }

    private static LogLine line(String id, Instant time) {
        return new LogLine(id, time.toString(), "stdout", "web.1", "text");
    }

    private static PrintStream stream(OutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }
}
