package org.mesoselk.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.cli.home.Settings;
import org.mesoselk.cli.local.Names;
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
                        "scheduler-elasticsearch-2");
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

    private static Settings with(Settings stored, ProcessOptions processes) {
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
                        processes)
                .over(stored);
    }
}
