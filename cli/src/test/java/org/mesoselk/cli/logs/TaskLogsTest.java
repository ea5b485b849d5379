package org.mesoselk.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.cli.Elk;
import org.mesoselk.cli.FakeScheduler;
import org.mesoselk.cli.RunningHome;
import org.mesoselk.cli.home.Settings;
import org.mesoselk.cli.local.Framework;
import org.mesoselk.cli.logs.FakeLogs.Event;

/** {@code elk logs --task}, from the command line to the requests. */
class TaskLogsTest {

    /** More than four pages. */
    private static final int MANY = 1003;

    private static final Instant NOW = Instant.now();

    @TempDir
    private Path temp;

    private FakeLogs elasticsearch;
    private FakeScheduler scheduler;
    private RunningHome home;

    @BeforeEach
    void anInstallation() throws IOException {
        elasticsearch = new FakeLogs();
        scheduler = new FakeScheduler("{\"state\": \"green\", \"endpoints\": [\"" + elasticsearch.url() + "\"]}");
        home = RunningHome.in(temp.resolve("home"), Settings.standard())
                .announce(Framework.ELASTICSEARCH, scheduler.url());
    }

    @AfterEach
    void stop() {
        elasticsearch.close();
        scheduler.close();
    }

    @Test
    void every_line_is_printed_once_and_in_order_while_more_is_written() {
        IntStream.range(0, MANY).forEach(i -> elasticsearch.events.add(event("web", 60, i)));
        elasticsearch.beforeAPage = () -> elasticsearch.events.add(0, event("web", 61, 0));
        Elk elk = logs("--task", "web.1", "--since", "5m");
        assertThat(elk.err()).isEmpty();
        assertThat(elk.exitCode()).isZero();
        assertThat(elk.out().lines())
                .containsExactlyElementsOf(IntStream.range(0, MANY)
                        .mapToObj(i -> at(60) + " stdout line " + i)
                        .toList());
        assertThat(elasticsearch.open).as("points in time left open").isEmpty();
    }

    @Test
    void a_task_is_found_by_its_id_and_by_its_name_and_of_several_of_a_name_each_line_tells_which() {
        elasticsearch.events.add(new Event(at(9), "web.1", "web", "stdout", 0, "one"));
        elasticsearch.events.add(new Event(at(8), "web.2", "web", "stderr", 0, "two"));
        elasticsearch.events.add(new Event(at(7), "other.1", "other", "stdout", 0, "not this"));
        assertThat(logs("--task", "web").out().lines())
                .containsExactly(at(9) + " stdout web.1 one", at(8) + " stderr web.2 two");
        assertThat(logs("--task", "web.2").out().lines()).containsExactly(at(8) + " stderr two");
    }

    @Test
    void without_since_there_are_the_last_forty_lines_and_with_n_as_many_as_wanted() {
        IntStream.range(0, MANY).forEach(i -> elasticsearch.events.add(event("web", 86_400, i)));
        assertThat(logs("--task", "web").out().lines())
                .hasSize(40)
                .startsWith(at(86_400) + " stdout line " + (MANY - 40))
                .endsWith(at(86_400) + " stdout line " + (MANY - 1));
        assertThat(logs("--task", "web", "-n", "600").out().lines())
                .hasSize(600)
                .startsWith(at(86_400) + " stdout line " + (MANY - 600))
                .endsWith(at(86_400) + " stdout line " + (MANY - 1));
    }

    @Test
    void lines_that_were_read_together_stay_with_those_of_their_own_stream() {
        elasticsearch.events.add(new Event(at(9), "web.1", "web", "stdout", 0, "out 1"));
        elasticsearch.events.add(new Event(at(9), "web.1", "web", "stderr", 5, "err 1"));
        elasticsearch.events.add(new Event(at(9), "web.1", "web", "stdout", 10, "out 2"));
        elasticsearch.events.add(new Event(at(9), "web.1", "web", "stderr", 20, "err 2"));
        assertThat(logs("--task", "web").out().lines().map(line -> line.substring(line.indexOf(' ') + 8)))
                .containsExactly("err 1", "err 2", "out 1", "out 2");
    }

    @Test
    void what_is_older_is_left_out_and_that_nothing_is_newer_is_said() {
        elasticsearch.events.add(event("web", 7200, 1));
        elasticsearch.events.add(event("web", 100, 2));
        assertThat(logs("--task", "web", "--since", "1h").out().lines()).containsExactly(at(100) + " stdout line 2");
        Elk nothing = logs("--task", "web", "--since", "30s");
        assertThat(nothing.exitCode()).isZero();
        assertThat(nothing.out()).isEmpty();
        assertThat(nothing.err().strip()).isEqualTo("Nothing of web since then; its last line is of " + at(100) + ".");
    }

    @Test
    void a_task_of_which_nothing_was_collected_is_said_with_those_that_there_are() {
        elasticsearch.events.add(new Event(at(9), "web.1", "web", "stdout", 0, "one"));
        elasticsearch.events.add(new Event(at(9), "es-default-0.1", "es-default-0", "stdout", 0, "one"));
        Elk elk = logs("--task", "wep");
        assertThat(elk.exitCode()).isEqualTo(1);
        assertThat(elk.err().strip()).isEqualTo("elk: Nothing was collected of a task wep: there is es-default-0, web");
    }

    @Test
    void of_tasks_without_a_name_the_ids_are_told() {
        elasticsearch.events.add(new Event(at(9), "web.1", "", "stdout", 0, "one"));
        assertThat(logs("--task", "wep").err()).contains("there is web.1");
    }

    @Test
    void that_nothing_at_all_was_collected_is_said_with_what_to_look_at() {
        assertThat(logs("--task", "web").err().strip())
                .isEqualTo("elk: Nothing was collected of a task web: nothing has been collected yet"
                        + " (elk status tells whether Logstash runs)");
    }

    @Test
    void an_answer_without_some_shards_is_not_taken_for_all_there_is() {
        elasticsearch.events.add(event("web", 9, 1));
        elasticsearch.failedShards = 1;
        Elk elk = logs("--task", "web");
        assertThat(elk.exitCode()).isEqualTo(1);
        assertThat(elk.out()).isEmpty();
        assertThat(elk.err())
                .startsWith("elk: Elasticsearch cannot be searched: ")
                .contains("1 failed");
    }

    @Test
    void a_cluster_without_a_ready_member_cannot_be_searched() {
        scheduler.status = "{\"state\": \"red\", \"endpoints\": []}";
        Elk elk = logs("--task", "web");
        assertThat(elk.exitCode()).isEqualTo(1);
        assertThat(elk.err()).contains("none of its members is ready");
    }

    private Elk logs(String... options) {
        String[] line = new String[options.length + 1];
        line[0] = "logs";
        System.arraycopy(options, 0, line, 1, options.length);
        return Elk.run(home.environment(), line);
    }

    /** Line {@code i} of a task, read so many seconds ago. */
    private static Event event(String name, int secondsAgo, int i) {
        return new Event(at(secondsAgo), name + ".1", name, "stdout", 7L * i, "line " + i);
    }

    private static String at(int secondsAgo) {
        return NOW.minus(Duration.ofSeconds(secondsAgo)).toString();
    }
}
