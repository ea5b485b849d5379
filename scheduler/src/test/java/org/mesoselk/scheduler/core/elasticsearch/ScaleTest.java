package org.mesoselk.scheduler.core.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mesoselk.commons.elastic.NodeReport;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Health;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Index;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Node;
import org.mesoselk.scheduler.core.model.ElasticsearchView.ShardCopy;
import org.mesoselk.scheduler.core.model.ElasticsearchView.ShardCopy.State;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Operation;
import org.mesoselk.scheduler.core.model.ScaleAnswer;
import org.mesoselk.scheduler.core.model.ScaleAnswer.Accepted;
import org.mesoselk.scheduler.core.model.ScaleAnswer.Refused;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;
import org.mesoselk.scheduler.core.model.Wait;

class ScaleTest {

    private CoreTick core = CoreTick.running(5).settled();
    private Health health = Health.GREEN;
    private long shardBytes = 100;
    private List<Index> indices = List.of();
    private List<ShardCopy> copies = List.of();
    private String uuid = "uuid";

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 50, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void countsOutsideOneToFortyNineAreRefusedEvenWithConfirm(int count) {
        Refused refused = (Refused) scale(count, true);
        assertThat(names(refused)).containsExactly("count-out-of-range");
        assertThat(refused.confirmWouldDo()).isFalse();
    }

    @Test
    void thePresentCountIsUnchanged() {
        assertThat(scale(5, false)).isEqualTo(new ScaleAnswer.Unchanged(5));
    }

    @Test
    void moreIsAcceptedAsAnOperationOfTheNextGeneration() {
        Accepted accepted = (Accepted) scale(7, false);
        assertThat(accepted.operation().id()).isEqualTo("scale-2");
        assertThat(accepted.operation().kind()).isEqualTo(Operation.Kind.SCALE_UP);
        assertThat(accepted.operation().from()).isEqualTo(5);
        assertThat(accepted.operation().to()).isEqualTo(7);
        assertThat(accepted.records().spec().generation()).isEqualTo(2);
        assertThat(ElasticsearchSpec.of(accepted.records()).nodeSet().count()).isEqualTo(7);
        assertThat(accepted.records().operation()).contains(accepted.operation());
    }

    @ParameterizedTest
    @CsvSource({
        "5,4,false",
        "5,3,false",
        "5,2,true",
        "5,1,true",
        "3,2,false",
        "3,1,true",
        "2,1,true",
        "8,4,false",
        "9,4,true"
    })
    void farFewerThanHalfOrFewerThanTheQuorumNeedsConfirm(int from, int to, boolean needsConfirm) {
        core = CoreTick.running(from).settled();
        ScaleAnswer answer = scale(to, false);
        assertThat(answer instanceof Refused).isEqualTo(needsConfirm);
        if (answer instanceof Refused refused) {
            assertThat(names(refused)).containsExactly("needs-confirm");
            assertThat(refused.confirmWouldDo()).isTrue();
        }
        assertThat(scale(to, true)).isInstanceOf(Accepted.class);
    }

    @Test
    void elasticsearch5StaysASingleNodeEvenWithConfirm() {
        core = CoreTick.running(1).settled();
        core.tick(1, running("8.19.20"));
        assertThat(scale(2, false)).isInstanceOf(Accepted.class);

        core.tick(1, running("5.6.16"));
        Refused refused = (Refused) scale(2, true);
        assertThat(names(refused)).containsExactly("single-node-line");
        assertThat(refused.vetoes().get(0).sentence()).contains("5.6.16", "2 members", "8.x");
        assertThat(scale(1, false)).isInstanceOf(ScaleAnswer.Unchanged.class);
    }

    private static Input running(String version) {
        return new Input.Updated(new TaskUpdate(
                "es-default-0.0",
                TaskState.RUNNING,
                Optional.of("agent0"),
                Optional.of("u"),
                "",
                "",
                Optional.of(true),
                Optional.of(new NodeReport(Optional.of("n"), Optional.of("uuid"), "", "", Optional.of(version))),
                CoreTick.START));
    }

    @Test
    void fewerAreRefusedWhileElasticsearchIsUnknown() {
        core.tick(1, new Input.Observed(new ElasticsearchView.Unknown(core.now, "timed out")));
        Refused refused = (Refused) scaleNow(4, true);
        assertThat(names(refused)).containsExactly("elasticsearch-unknown");
        assertThat(refused.vetoes().get(0).sentence()).contains("timed out");
    }

    @Test
    void fewerAreRefusedWhenElasticsearchWasHeardOfTooLongAgo() {
        look();
        core.tick(121);
        assertThat(names(scaleNow(4, false))).containsExactly("elasticsearch-unknown");
    }

    @Test
    void fewerAreRefusedWhileTheClusterIsRedAndConfirmDoesNotHelp() {
        health = Health.RED;
        Refused refused = (Refused) scale(1, false);
        assertThat(names(refused)).containsExactlyInAnyOrder("cluster-red", "needs-confirm");
        assertThat(refused.confirmWouldDo()).isFalse();
        assertThat(names(scale(1, true))).contains("cluster-red");
    }

    @Test
    void fewerAreRefusedWhenAnotherClusterAnswers() {
        uuid = "another";
        assertThat(names(scale(4, false))).containsExactly("foreign-cluster");
    }

    @Test
    void fewerAreRefusedWhenTheirShardsCannotFitTheOthersDisks() {
        indices = List.of(new Index("a", 0, false));
        copies = List.of(copy("a", "es-default-4"));
        shardBytes = 10_000;
        assertThat(names(scale(4, false))).containsExactly("not-enough-disk");
        indices = List.of(new Index("a", 4, true));
        assertThat(scale(4, false)).as("0-all drops copies").isInstanceOf(Accepted.class);
        shardBytes = -1;
        indices = List.of(new Index("a", 0, false));
        assertThat(((Accepted) scale(4, false)).notes()).anyMatch(note -> note.contains("cannot be told"));
    }

    @Test
    void indicesAtRiskAreNoted() {
        indices = List.of(new Index("bare", 0, false), new Index("wide", 4, false), new Index("auto", 4, true));
        Accepted accepted = (Accepted) scale(4, false);
        assertThat(accepted.notes()).anyMatch(note -> note.contains("without replicas") && note.contains("bare"));
        assertThat(accepted.notes()).anyMatch(note -> note.contains("yellow") && note.contains("wide"));
        assertThat(accepted.notes()).noneMatch(note -> note.contains("auto,"));
    }

    @Test
    void whatZeroAllCostsIsSaidAboveTenMembers() {
        assertThat(((Accepted) scale(10, false)).notes()).isEmpty();
        assertThat(((Accepted) scale(11, false)).notes()).anyMatch(note -> note.contains("11 times"));
    }

    @Test
    void membersThatNeverStartedMayBeTakenBackWithoutAskingElasticsearch() {
        core.records = ((Accepted) scale(7, false)).records();
        core.tick(1, new Input.Observed(new ElasticsearchView.Unknown(core.now, "timed out")));
        assertThat(core.records.members()).hasSize(7);
        assertThat(scaleNow(5, false)).isInstanceOf(Accepted.class);
    }

    @Test
    void fewerThanTheInitialMastersAreRefusedUntilTheClusterHasFormed() {
        core = new CoreTick(3).subscribed().tick(1, CoreTick.offers(1));
        assertThat(names(scaleNow(1, true))).contains("bootstrap");
    }

    @Test
    void raisingTheTargetLetsThoseStayThatHaveNotBegunToStop() {
        core.records = core.records.with(ElasticsearchSpec.of(core.records).withCount(3));
        leave(3, new MemberState.Running(CoreTick.task(3), true));
        leave(4, new MemberState.Stopping(CoreTick.task(4), core.now));
        core.records = core.records.with(Scale.operation(core.records, core.now));

        Accepted accepted = (Accepted) scale(5, false);

        assertThat(accepted.records().members().get("es-default-3").leaving()).isFalse();
        assertThat(accepted.records().members().get("es-default-4").leaving()).isTrue();
        assertThat(accepted.operation().leaving()).containsExactly("es-default-4");
        assertThat(accepted.notes()).anyMatch(note -> note.contains("takes the place"));
    }

    private void leave(int ordinal, MemberState state) {
        Member member = core.records.members().get("es-default-" + ordinal);
        core.records = core.records.with(
                member.with(new Member.Goal.Leave("scale-2", core.now)).with(state));
    }

    private ScaleAnswer scale(int count, boolean confirmed) {
        look();
        return scaleNow(count, confirmed);
    }

    private ScaleAnswer scaleNow(int count, boolean confirmed) {
        return new ElasticsearchCore().scale(core.records, core.memory, count, confirmed, core.now);
    }

    private void look() {
        var memory = core.memory;
        core.memory = Observed.in(
                memory,
                new Known(
                        core.now,
                        uuid,
                        health,
                        "es-default-0",
                        core.records.members().keySet().stream()
                                .map(name -> new Node("id-" + name, name, "", true, true, shardBytes, 1000, 2000))
                                .toList(),
                        indices,
                        copies,
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        0,
                        0,
                        0,
                        Optional.empty()));
    }

    private static ShardCopy copy(String index, String node) {
        return new ShardCopy(index, 0, true, State.STARTED, Optional.of(node), Optional.empty(), true);
    }

    private static List<String> names(ScaleAnswer answer) {
        assertThat(answer).isInstanceOf(Refused.class);
        return ((Refused) answer).vetoes().stream().map(Wait::name).toList();
    }
}
