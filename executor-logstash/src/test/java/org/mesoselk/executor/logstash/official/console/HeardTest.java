package org.mesoselk.executor.logstash.official.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.executor.logstash.Recorded;

/** On the output of a real Logstash 8.15.0. */
class HeardTest {

    @TempDir
    Path temp;

    private static Heard of(String recording) {
        return Heard.NOTHING.and(Entry.of(Recorded.lines(recording)));
    }

    @Test
    void loadsAndRefusalsAreCounted() {
        Heard heard = of("reload.log");
        assertThat(heard.loads()).isEqualTo(Map.of("main", 4));
        assertThat(heard.failures()).isEqualTo(Map.of("main", 6));
        assertThat(heard.reasons().get("main")).contains("Couldn't find any filter plugin named 'nosuch'");
    }

    @Test
    void ofSeveralPipelinesTheBadOneIsKnown() {
        Heard heard = of("multi-one-bad-2.log");
        assertThat(heard.loads()).isEqualTo(Map.of("good", 1));
        assertThat(heard.failures()).isEqualTo(Map.of("bad", 1));
    }

    @Test
    void aPortThatIsTakenIsKnownByItsNumber() {
        assertThat(of("tcp-port-in-use-3.log").takenPort()).hasValue(15516);
        assertThat(of("startup-default.log").takenPort()).isEmpty();
    }

    @Test
    void aPortThatIsTakenIsThatOfAPipelineUntilThatIsLoadedAnewOrEnds() {
        assertThat(of("tcp-port-in-use-3.log").unbound()).isEqualTo(Map.of("main", 1));
        String started = """
                [2026-11-21T10:28:22,100][INFO ][logstash.javapipeline    ][own] Starting pipeline {:pipeline_id=>"own", "pipeline.workers"=>2}
                [2026-11-21T10:28:22,852][ERROR][logstash.javapipeline    ][own][40f] A plugin had an unrecoverable error. Will restart this plugin.
                  Pipeline_id:own
                  Plugin: <LogStash::Inputs::Tcp host=>"127.0.0.1", port=>5514>
                  Error: Address already in use
                [2026-11-21T10:28:22,853][INFO ][logstash.javapipeline    ][own] Pipeline started {"pipeline.id"=>"own"}""";
        Heard taken = Heard.NOTHING.and(Entry.of(started.lines().toList()));
        assertThat(taken.takenPorts()).isEqualTo(Map.of("own", OptionalInt.of(5514)));
        String anew =
                "[2026-11-21T10:28:30,100][INFO ][logstash.javapipeline    ][own] Starting pipeline {:pipeline_id=>\"own\"}";
        assertThat(taken.and(Entry.of(List.of(anew))).takenPorts()).isEmpty();
        String ended =
                "[2026-11-21T10:28:30,100][INFO ][logstash.javapipeline    ][own] Pipeline terminated {\"pipeline.id\"=>\"own\"}";
        assertThat(taken.and(Entry.of(List.of(ended))).takenPorts()).isEmpty();
    }

    @Test
    void anElasticsearchThatIsAwayIsKnownUntilItIsBack() {
        Heard away = of("es-down-sigterm-pq.log");
        assertThat(away.unreachable())
                .hasValueSatisfying(why -> assertThat(why).contains("Connect to 127.0.0.1:19299"));
        assertThat(away.and(Entry.of(Recorded.lines("restored.log"))).unreachable())
                .isEmpty();
    }

    /** However the lines come. */
    @Test
    void entriesAreReadWholeFromAFileThatGrows() throws Exception {
        byte[] all = Recorded.bytes("tcp-port-in-use-3.log");
        Path file = Files.createFile(temp.resolve("logstash.out"));
        Console console = new Console(file);
        Heard heard = Heard.NOTHING;
        for (int at = 0; at < all.length; at += 1_000) {
            Files.write(
                    file,
                    java.util.Arrays.copyOfRange(all, at, Math.min(all.length, at + 1_000)),
                    StandardOpenOption.APPEND);
            heard = heard.and(console.news());
        }
        heard = heard.and(console.news());
        assertThat(heard).isEqualTo(of("tcp-port-in-use-3.log"));
        assertThat(console.news()).isEmpty();
    }

    @Test
    void aLineThatAnOutputHasNotEndedHidesNoEntry() {
        List<Entry> entries =
                Entry.of(List.of("....[2026-11-21T10:30:36,388][WARN ][logstash.runner          ] SIGTERM received."));
        assertThat(entries).containsExactly(new Entry("WARN", "logstash.runner", "SIGTERM received."));
    }
}
