package org.mesoselk.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mesoselk.cli.process.ProcessId;
import org.mesoselk.cli.process.ProcessTable;
import org.mesoselk.cli.process.Signals;

class KeeperTest {

    private final ProcessTable table = new ProcessTable();
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private final SleepingServices services = new SleepingServices();
    private final Keeper keeper = new Keeper(services, new Signals(table), nanos::get, said::add);

    /** A service each that does nothing but sleep. */
    private final class SleepingServices implements Keeper.Services {
        private final ConcurrentHashMap<String, ProcessId> running = new ConcurrentHashMap<>();

        @Override
        public List<String> missing() {
            return running.keySet().stream()
                    .filter(name -> !running.get(name).alive(table))
                    .toList();
        }

        @Override
        public synchronized void start(String name) {
            try {
                Process process = new ProcessBuilder("sleep", "100").start();
                processes.add(process);
                running.put(name, ProcessId.of(process.pid(), table).orElseThrow());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String lastWords(String name) {
            return "good bye";
        }

        Target target(String name) {
            return new Target(name, running.get(name), Optional.of(name));
        }
    }

    @BeforeEach
    void aService() {
        services.start("agent-1");
        keeper.start();
    }

    @AfterEach
    void leaveNothing() {
        keeper.close();
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void what_was_killed_is_started_again_when_its_time_has_come() throws Exception {
        Target target = services.target("agent-1");
        assertThat(keeper.kill(target, Duration.ofSeconds(20))).isTrue();
        await().until(() -> !services.missing().isEmpty());
        assertThat(keeper.idle()).isFalse();
        nanos.addAndGet(Duration.ofSeconds(19).toNanos());
        await().during(Duration.ofMillis(600)).until(() -> !services.missing().isEmpty());
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        await().until(keeper::idle);
        assertThat(said).containsExactly("started agent-1");
        assertThat(keeper.kill(target, Duration.ZERO)).isFalse();
    }

    @Test
    void what_was_stopped_goes_on_when_its_time_has_come() throws Exception {
        Target target = services.target("agent-1");
        assertThat(keeper.pause(target, Duration.ofSeconds(20))).isTrue();
        await().until(() -> state(target), is -> is == 'T');
        assertThat(keeper.isPaused(target.id())).isTrue();
        assertThat(keeper.idle()).isFalse();
        nanos.addAndGet(Duration.ofSeconds(21).toNanos());
        await().until(() -> state(target), is -> is == 'S');
        assertThat(keeper.idle()).isTrue();
    }

    @Test
    void what_ends_by_itself_is_started_again_with_its_last_words() {
        processes.get(0).destroyForcibly();
        await().until(() -> said.size() == 1);
        assertThat(said).containsExactly("started agent-1, which had ended by itself: good bye");
    }

    @Test
    void a_service_that_does_not_stay_up_is_not_started_without_end() {
        processes.get(0).destroyForcibly();
        await().until(() -> processes.size() == 2);
        processes.get(1).destroyForcibly();
        await().during(Duration.ofMillis(800)).until(() -> processes.size() == 2);
        nanos.addAndGet(Duration.ofSeconds(6).toNanos());
        await().until(() -> processes.size() == 3);
    }

    @Test
    void at_the_end_everything_is_brought_back_at_once_and_nothing_is_hit_any_more() throws Exception {
        services.start("agent-2");
        Target stopped = services.target("agent-2");
        keeper.kill(services.target("agent-1"), Duration.ofHours(1));
        keeper.pause(stopped, Duration.ofHours(1));
        keeper.restore();
        await().until(keeper::idle);
        assertThat(state(stopped)).isNotEqualTo('T');
        assertThat(keeper.kill(stopped, Duration.ZERO)).isFalse();
        assertThat(keeper.pause(stopped, Duration.ZERO)).isFalse();
    }

    private char state(Target target) {
        return table.entry(target.id().pid()).map(ProcessTable.Entry::state).orElse('?');
    }
}
