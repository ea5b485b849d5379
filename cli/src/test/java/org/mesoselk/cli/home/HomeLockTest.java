package org.mesoselk.cli.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.cli.Elk;
import org.mesoselk.cli.FakeDistribution;
import org.mesoselk.cli.process.ProcessTable;

class HomeLockTest {

    @TempDir
    private Path temp;

    private final ProcessTable table = new ProcessTable();
    private Home home;

    @BeforeEach
    void aHome() {
        home = new Home(temp.resolve("home"));
        home.create();
    }

    @Test
    void one_at_a_time_holds_it_and_others_can_tell_who() {
        try (HomeLock lock = HomeLock.tryTake(home, "elk up", table).orElseThrow()) {
            assertThat(HomeLock.tryTake(home, "elk up", table)).isEmpty();
            assertThat(HomeLock.held(home)).isTrue();
            assertThat(HomeLock.holder(home, table).map(HomeLock.Holder::command))
                    .contains("elk up");
            assertThat(HomeLock.holder(home, table).map(it -> it.process().pid()))
                    .contains(ProcessHandle.current().pid());
        }
        assertThat(HomeLock.held(home)).isFalse();
        Optional<HomeLock> again = HomeLock.tryTake(home, "elk down", table);
        assertThat(again).isPresent();
        again.orElseThrow().close();
    }

    @Test
    void a_second_up_at_the_same_time_says_so_and_changes_nothing() throws Exception {
        Path distribution = FakeDistribution.unpacked(temp.resolve("es"));
        Map<String, String> env = Map.of("ELK_HOME", home.directory().toString(), "ELK_ROOT", temp.toString());
        try (HomeLock lock = HomeLock.tryTake(home, "elk up", table).orElseThrow()) {
            Elk second = Elk.run(env, "up", "--elasticsearch-home", distribution.toString());
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.err())
                    .contains("elk up (pid " + ProcessHandle.current().pid() + ") is at work on " + home.directory());
        }
        assertThat(home.settings()).doesNotExist();
    }
}
