package org.mesoselk.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.ledger.Comparison;
import org.mesoselk.cli.ledger.LedgerCounts;
import org.mesoselk.cli.local.HomeMemory;
import org.mesoselk.commons.json.Json;

class DemoTest {

    @TempDir
    private Path temp;

    @Test
    void a_machine_that_is_too_small_is_told_how_many_nodes_would_fit() throws IOException {
        Path meminfo = temp.resolve("meminfo");
        Files.writeString(meminfo, "MemTotal: 99999999 kB\nMemAvailable:    8388608 kB\n");
        MachineMemory memory = new MachineMemory(meminfo);
        assertThatThrownBy(() -> memory.require(49))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("49 nodes need 19818 MB")
                .hasMessageContaining("8192 MB are free")
                .hasMessageContaining("at most 18 nodes");
        assertThatCode(() -> memory.require(18)).doesNotThrowAnyException();
        assertThatThrownBy(() -> memory.require(19)).isInstanceOf(Failure.class);
    }

    @Test
    void an_unreadable_meminfo_is_not_taken_for_plenty() throws IOException {
        Path meminfo = temp.resolve("meminfo");
        Files.writeString(meminfo, "MemTotal: 99999999 kB\n");
        assertThatThrownBy(() -> new MachineMemory(meminfo).require(1)).hasMessageContaining("does not say");
    }

    @Test
    void shards_that_move_away_are_still_on_the_member_that_leaves() {
        var shards = Json.tree("""
                [{"node": "es-default-0"}, {"node": "es-default-4"}, {"node": null},
                 {"node": "es-default-12 -> 127.0.0.1 abc es-default-1"}]
                """.getBytes(StandardCharsets.UTF_8));
        assertThat(ShardsElsewhere.count(shards, 3)).isEqualTo(2);
        assertThat(ShardsElsewhere.count(shards, 5)).isEqualTo(1);
        assertThat(ShardsElsewhere.count(shards, 13)).isZero();
    }

    @Test
    void the_report_holds_the_reference_beside_the_times_and_is_bad_when_anything_is_missing() {
        DemoReport report = report(new Comparison(100, 99, List.of("demo/000000042")));
        assertThat(String.join("\n", report.lines()))
                .contains("(by hand 470.0 s: 1.10 times)")
                .contains("(by hand 4.3 s: 2.00 times)")
                .contains("9.4 s a node")
                .contains("100 acknowledged, 99 found, 1 missing")
                .contains("missing: demo/000000042")
                .contains("490 MB Elasticsearch (2 of 245 MB)");
        assertThat(report.good()).isFalse();
        assertThat(report(new Comparison(100, 100, List.of())).good()).isTrue();
    }

    private static DemoReport report(Comparison comparison) {
        return new DemoReport(
                new DemoPlan(1, 49, 3),
                Duration.ofSeconds(20),
                new StepTimes(49, Duration.ofSeconds(451), Duration.ofSeconds(517), Optional.empty(), Optional.empty()),
                new StepTimes(
                        3,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(31),
                        Optional.of(Duration.ofMillis(8600)),
                        Optional.of(Duration.ofSeconds(25))),
                new LedgerCounts(100, 0, 500, 0, Duration.ofSeconds(2)),
                comparison,
                List.of(),
                Map.of("Elasticsearch", new HomeMemory.Kind(2, 490)),
                18_000,
                4_000);
    }
}
