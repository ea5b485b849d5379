package org.mesoselk.scheduler.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mesoselk.scheduler.core.framework.Tick;
import org.mesoselk.scheduler.core.member.AgentBackOff;
import org.mesoselk.scheduler.core.member.MemberTransition;
import org.mesoselk.scheduler.core.model.Abandoned;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.GivenPipelines;
import org.mesoselk.scheduler.core.model.KibanaSpec;
import org.mesoselk.scheduler.core.model.LogstashSpec;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Operation;
import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Rollout;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;

class DocumentsTest {
    private static final String BASE = "/some/chroot/mesos-elk/logstash/a-framework-of-some-name";

    @Test
    void whatIsWrittenIsReadBackTheSame() {
        assertThat(Documents.records(Product.ELASTICSEARCH, "/x", Documents.of(Samples.full())))
                .isEqualTo(Samples.full());
        assertThat(Documents.records(Product.ELASTICSEARCH, "/x", Documents.of(Samples.first())))
                .isEqualTo(Samples.first());
    }

    @Test
    void everyDocumentIsReadableAndSaysItsSchemaVersionFirst() {
        Documents.of(Samples.full())
                .forEach((path, document) ->
                        assertThat(text(document)).as(path).startsWith("{\n  \"schemaVersion\" : 1,\n"));
    }

    @Test
    void aFieldThatANewerMinorVersionAddedIsIgnored() {
        SortedMap<String, byte[]> documents = Documents.of(Samples.full());
        replace(documents, "cluster", "\"uuid\"", "\"later\" : true, \"uuid\"");
        assertThat(Documents.records(Product.ELASTICSEARCH, "/x", documents)).isEqualTo(Samples.full());
    }

    @ParameterizedTest
    @ValueSource(strings = {"framework", "spec", "cluster"})
    void aMissingRecordIsRefusedByItsPath(String path) {
        SortedMap<String, byte[]> documents = Documents.of(Samples.full());
        documents.remove(path);
        assertThatThrownBy(() -> Documents.records(Product.ELASTICSEARCH, "/base", documents))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("/base/" + path)
                .hasMessageContaining("missing")
                .hasMessageContaining("nothing was changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "\u0000", "{\"schemaVersion\":1}", "{\"frameworkId\":\"x\"}"})
    void aRecordThatCannotBeReadIsRefusedByItsPath(String content) {
        for (String path : new String[] {"spec", "cluster", "members/es-default-3", "operation"}) {
            SortedMap<String, byte[]> documents = Documents.of(Samples.full());
            documents.put(path, content.getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> Documents.records(Product.ELASTICSEARCH, "/base", documents))
                    .as(path)
                    .isInstanceOf(StoreRefusedException.class)
                    .hasMessageContaining("/base/" + path)
                    .hasMessageContaining("nothing was changed");
        }
    }

    @Test
    void whatWasStoredBeforeTasksCouldBeAbandonedIsReadWithNoneAbandoned() {
        Records old = new Records(
                Optional.of("F-1"),
                Samples.spec(),
                Samples.full().cluster(),
                Samples.full().members(),
                Samples.full().operation());
        SortedMap<String, byte[]> documents = Documents.of(old);
        replace(documents, "members/es-default-0", ",\n    \"agentGone\" : false", "");
        assertThat(Documents.records(Product.ELASTICSEARCH, "/x", documents)).isEqualTo(old);
        assertThat(old.abandoned()).isEmpty();
    }

    @Test
    void whatTheOptionGaveIsReadBackAndIsMissingInWhatOlderOnesWrote() {
        LogstashSpec spec = LogstashSpec.FIRST.with(
                Rollout.begin(new TreeMap<>(Map.of("web", "input { }")), Instant.parse("2026-01-01T00:00:00Z")));
        LogstashSpec noted = spec.noted(new GivenPipelines.Noted(
                new TreeMap<>(Map.of("web", "0123456789abcdef")), Instant.parse("2026-01-01T00:00:01Z")));
        Records records = new Records(Optional.of("F-1"), noted, Cluster.NONE, new TreeMap<>(), Optional.empty());
        SortedMap<String, byte[]> documents = Documents.of(records);
        assertThat(Documents.records(Product.LOGSTASH, "/x", documents)).isEqualTo(records);
        String older = text(Documents.of(records.with(spec)).get("spec")).replaceAll(",\\s*\"given\" : null", "");
        assertThat(older).doesNotContain("given");
        documents.put("spec", older.getBytes(StandardCharsets.UTF_8));
        assertThat(Documents.records(Product.LOGSTASH, "/x", documents)).isEqualTo(records.with(spec));
        documents.put(
                "spec", "{\"schemaVersion\":1,\"generation\":1,\"reserved\":false}".getBytes(StandardCharsets.UTF_8));
        assertThat(Documents.records(Product.LOGSTASH, "/x", documents)).isEqualTo(records.with(LogstashSpec.FIRST));
    }

    @Test
    void whatIsWantedOfKibanaIsReadBackTheSame() {
        KibanaSpec spec = KibanaSpec.first(new TreeMap<>(Map.of("default", 3, "logs", 0)))
                .launched("kibana-default-0.1", "0123456789abcdef")
                .withRestarts(List.of("kibana-default-0.1"));
        Records records = new Records(Optional.of("F-1"), spec, Cluster.NONE, new TreeMap<>(), Optional.empty());
        assertThat(Documents.records(Product.KIBANA, "/x", Documents.of(records)))
                .isEqualTo(records);
    }

    @Test
    void aNewerSchemaVersionIsRefused() {
        SortedMap<String, byte[]> documents = Documents.of(Samples.full());
        replace(documents, "spec", "\"schemaVersion\" : 1", "\"schemaVersion\" : 2");
        assertThatThrownBy(() -> Documents.records(Product.ELASTICSEARCH, "/base", documents))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("/base/spec")
                .hasMessageContaining("newer version");
    }

    @Test
    void aFieldThatIsMissingIsRefusedAndNotTakenForZero() {
        SortedMap<String, byte[]> documents = Documents.of(Samples.full());
        replace(documents, "cluster", "\"nextTask\" : 9", "\"other\" : 9");
        assertThatThrownBy(() -> Documents.records(Product.ELASTICSEARCH, "/base", documents))
                .hasMessageContaining("nextTask");
    }

    @Test
    void aMemberUnderAnotherNameIsRefused() {
        SortedMap<String, byte[]> documents = Documents.of(Samples.full());
        documents.put("members/es-default-9", documents.get("members/es-default-3"));
        assertThatThrownBy(() -> Documents.records(Product.ELASTICSEARCH, "/base", documents))
                .hasMessageContaining("/base/members/es-default-9")
                .hasMessageContaining("es-default-3");
    }

    /** Characters that take most bytes in JSON, as long as outside texts can be: nothing may be stored that is longer. */
    @Test
    void allThatCanChangeAtOnceFitsIntoOneTransaction() {
        String said = "\u4e16".repeat(100_000);
        String hostname = "h".repeat(255);
        Records records = Samples.first();
        for (int i = 0; i < 49; i++) {
            TaskRef task = new TaskRef(
                    "es-default-" + i + ".123456",
                    new AgentRef("0f0e1d2c-3b4a-5968-7786-95a4b3c2d1e0-S" + i, hostname, "255.255.255.255"),
                    31000,
                    31001,
                    Samples.NOW);
            records = records.with(MemberTransition.apply(
                            Samples.member(i, new MemberState.Starting(task)), failed(task, said), Samples.NOW))
                    .with(new Abandoned("es-default-" + i, task, Samples.NOW));
        }
        for (int i = 0; i < 200; i++) {
            AgentRef agent = new AgentRef("0f0e1d2c-3b4a-5968-7786-95a4b3c2d1e0-S" + i, hostname, "255.255.255.255");
            records = records.with(AgentBackOff.another(Optional.empty(), agent, Samples.NOW, said));
        }
        long operation = RecordStore.bytes(BASE, "operations/scale-1234567", Documents.write(everybodyLeaves()));
        long all = 20 * operation + bytes(records);
        assertThat(all).isLessThan(Documents.MOST_BYTES);
        String stored = records.members()
                .get("es-default-7")
                .lastFailure()
                .orElseThrow()
                .sentence();
        assertThat(stored).startsWith("TASK_FAILED: \u4e16").endsWith(" ...").hasSize(1_000);
        assertThat(Documents.records(Product.ELASTICSEARCH, "/x", Documents.of(records)))
                .isEqualTo(records);
    }

    /** The most that one change of a Logstash tick can be: a task is given up, and the oldest of those before is forgotten. */
    @Test
    void whatALogstashTickChangesByItselfLeavesAThirdOfATransaction() {
        AgentRef agent =
                new AgentRef("0f0e1d2c-3b4a-5968-7786-95a4b3c2d1e0-S123456", "h".repeat(255), "255.255.255.255");
        TaskRef task = new TaskRef("ls-123456.12345678", agent, 0, 0, Samples.NOW);
        Member member = MemberTransition.apply(
                        new Member(
                                "ls-123456",
                                "logstash",
                                123_456,
                                false,
                                new Member.Goal.Leave("constraints", Samples.NOW),
                                new MemberState.Running(task, true),
                                Optional.of(agent),
                                17,
                                Optional.empty()),
                        failed(task, "\u4e16".repeat(100_000)),
                        Samples.NOW)
                .with(new MemberState.Stopping(task, Samples.NOW));
        long gone = RecordStore.bytes(BASE, "abandoned/" + task.id(), null);
        long most = bytes("members/" + member.name(), member)
                + bytes("abandoned/" + task.id(), new Abandoned(member.name(), task, Samples.NOW))
                + gone;
        assertThat(most).isBetween(5_000L, 5_700L);
        assertThat(most * Tick.MOST_CHANGES).isLessThan(Documents.MOST_BYTES * 2 / 3);
    }

    private static long bytes(String path, Object value) {
        return RecordStore.bytes(BASE, path, Documents.write(value));
    }

    private static long bytes(Records records) {
        return Documents.of(records).entrySet().stream()
                .mapToLong(document -> RecordStore.bytes(BASE, document.getKey(), document.getValue()))
                .sum();
    }

    private static TaskUpdate failed(TaskRef task, String said) {
        return new TaskUpdate(
                task.id(),
                TaskState.FAILED,
                Optional.of(task.agent().id()),
                Optional.empty(),
                "",
                said,
                Optional.empty(),
                Optional.empty(),
                Samples.NOW);
    }

    private static Operation everybodyLeaves() {
        return new Operation(
                "scale-1234567",
                Operation.Kind.SCALE_DOWN,
                49,
                1,
                Operation.Status.RUNNING,
                Samples.NOW,
                Optional.empty(),
                IntStream.range(0, 49).mapToObj(i -> "es-default-" + i).toList());
    }

    private static void replace(SortedMap<String, byte[]> documents, String path, String what, String with) {
        String text = text(documents.get(path));
        assertThat(text).contains(what);
        documents.put(path, text.replace(what, with).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] document) {
        return new String(document, StandardCharsets.UTF_8);
    }
}
