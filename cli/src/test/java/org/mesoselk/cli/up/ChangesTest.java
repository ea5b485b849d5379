package org.mesoselk.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.cli.home.Settings;
import org.mesoselk.cli.local.Names;
import org.mesoselk.cli.up.UpOptions.LogstashOptions;
import org.mesoselk.cli.up.UpOptions.ProcessOptions;

class ChangesTest {

    private static final Settings STANDARD = Settings.standard();

    @Test
    void several_masters_are_separate_processes() {
        Settings wanted = with(STANDARD, new ProcessOptions(Optional.of(2), false, Optional.of(3)));
        assertThat(Names.of(wanted))
                .containsExactly(
                        "zookeeper",
                        "master",
                        "master-2",
                        "master-3",
                        "agent-1",
                        "agent-2",
                        "agent-3",
                        "agent-4",
                        "agent-5",
                        "scheduler-elasticsearch",
                        "scheduler-elasticsearch-2",
                        "scheduler-logstash",
                        "scheduler-logstash-2");
        assertThat(with(wanted, ProcessOptions.none()).processes()).isEqualTo(wanted.processes());
    }

    @Test
    void a_scheduler_more_can_be_had_while_all_runs_and_one_fewer_cannot() {
        Settings two = with(STANDARD, new ProcessOptions(Optional.of(2), false, Optional.empty()));
        assertThat(Changes.fault(STANDARD, two, Names.of(STANDARD))).isEmpty();
        assertThat(Changes.fault(two, STANDARD, Names.of(two))).get().asString().contains("2 schedulers");
        assertThat(Changes.fault(two, STANDARD, List.of())).isEmpty();
    }

    @Test
    void a_mesos_that_runs_in_one_process_is_not_taken_apart() {
        Settings separate = with(STANDARD, new ProcessOptions(Optional.empty(), true, Optional.empty()));
        assertThat(Changes.fault(STANDARD, separate, Names.of(STANDARD)))
                .get()
                .asString()
                .contains("in one process", "elk down");
        assertThat(Changes.fault(STANDARD, separate, List.of())).isEmpty();
    }

    @Test
    void logstash_can_be_left_out_and_stays_out_until_it_is_asked_for() {
        Settings without = with(STANDARD, LogstashOptions.leftOut());
        assertThat(Names.of(without)).containsExactly("zookeeper", "mesos", "scheduler-elasticsearch");
        assertThat(with(without, LogstashOptions.none())).isEqualTo(without);
        assertThat(Names.of(with(without, new LogstashOptions(Optional.of(true), Map.of()))))
                .isEqualTo(Names.of(STANDARD));
    }

    @Test
    void logstash_can_be_had_in_addition_while_all_runs_but_not_be_left_out() {
        Settings without = with(STANDARD, LogstashOptions.leftOut());
        assertThat(Changes.fault(without, STANDARD, Names.of(without))).isEmpty();
        assertThat(Changes.fault(STANDARD, without, Names.of(STANDARD)))
                .get()
                .asString()
                .contains("Logstash scheduler", "elk down", "--without-logstash");
        assertThat(Changes.fault(STANDARD, without, List.of())).isEmpty();
    }

    @Test
    void options_of_logstash_cannot_change_under_a_scheduler_that_runs() {
        Settings other = with(STANDARD, new LogstashOptions(Optional.empty(), Map.of("engine", "logstash")));
        assertThat(Changes.fault(STANDARD, other, Names.of(STANDARD)))
                .get()
                .asString()
                .contains("The Logstash scheduler of this home runs with other options");
        assertThat(Changes.fault(STANDARD, other, List.of("zookeeper", "mesos", "scheduler-elasticsearch")))
                .isEmpty();
    }

    private static Settings with(Settings stored, ProcessOptions processes) {
        return with(stored, LogstashOptions.none(), processes);
    }

    private static Settings with(Settings stored, LogstashOptions logstash) {
        return with(stored, logstash, ProcessOptions.none());
    }

    private static Settings with(Settings stored, LogstashOptions logstash, ProcessOptions processes) {
        return new UpOptions(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        logstash,
                        processes)
                .over(stored);
    }
}
