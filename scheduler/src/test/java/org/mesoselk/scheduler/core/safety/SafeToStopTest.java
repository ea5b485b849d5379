package org.mesoselk.scheduler.core.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Health;
import org.mesoselk.scheduler.core.model.ElasticsearchView.ShardCopy.State;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Unknown;
import org.mesoselk.scheduler.core.model.Wait;

/** es-0 to es-2 are masters, es-3 and es-4 carry data only; the leaving ones are emptied and excluded unless a test says otherwise. */
class SafeToStopTest {

    private final Look look = new Look("es-0", "es-1", "es-2", "es-3", "es-4");

    @Test
    void anEmptiedExcludedDataNodeMayBeStopped() {
        look.shard("a", 1).started("es-0").started("es-1");
        assertThat(judge("es-4")).isInstanceOf(Safety.Safe.class);
    }

    @Test
    void anEmptiedMasterWithoutVoteMayBeStopped() {
        look.shard("a", 1).started("es-0").started("es-1");
        assertThat(judge("es-2")).isInstanceOf(Safety.Safe.class);
    }

    @Test
    void anUnknownElasticsearchIsNeverAYes() {
        assertThat(SafeToStop.judge(new Unknown(Instant.EPOCH, "timed out"), look.leaving("es-4")))
                .isEqualTo(new Safety.Unknown("timed out"));
    }

    @Test
    void nothingIsStoppedWhileTwoNodesHaveTheSameName() {
        look.shard("a", 1).started("es-0").started("es-1");
        look.doubled("es-0");
        assertThat(vetoes("es-4")).containsExactly("same-name");
    }

    @Test
    void nothingIsStoppedWhileTheClusterIsRed() {
        look.health = Health.RED;
        assertThat(vetoes("es-4")).containsExactly("cluster-red");
    }

    @Test
    void aShardWithoutActivePrimaryIsRedWhateverTheHealthSays() {
        look.shard("a", 0).unassigned();
        assertThat(vetoes("es-4")).contains("cluster-red", "last-copy");
    }

    @Test
    void nothingIsStoppedBeforeTheExcludeIsReadBack() {
        look.withoutExclude = true;
        assertThat(vetoes("es-4")).containsExactly("exclude-not-confirmed");
    }

    @Test
    void aMasterIsNotStoppedBeforeItsVotingExclusionIsReadBack() {
        look.withoutVotingExclusion = true;
        assertThat(vetoes("es-2")).containsExactly("voting-exclusion-not-confirmed");
    }

    @Test
    void aMasterIsNotStoppedWhileItStillVotes() {
        look.keepsVotes = true;
        assertThat(vetoes("es-2")).containsExactly("voting-exclusion-not-confirmed");
    }

    @Test
    void aMasterIsNotStoppedWhileItIsTheElectedOne() {
        look.master = "es-2";
        assertThat(vetoes("es-2")).containsExactly("voting-exclusion-not-confirmed");
    }

    @Test
    void theLastMasterNeverLeaves() {
        Look alone = new Look("es-0", "es-3");
        alone.master = "es-3";
        assertThat(names(SafeToStop.judge(alone.view("es-0"), alone.leaving("es-0"))))
                .contains("last-master");
    }

    @Test
    void aMasterStaysWhenTheOthersCouldNotElectOne() {
        look.absent("es-1");
        look.voters.addAll(List.of("es-0", "es-1"));
        assertThat(vetoes("es-2")).contains("last-master");
    }

    @Test
    void aShardThatMovesAwayKeepsItsNode() {
        look.shard("a", 0).relocating("es-4", "es-0").initializing("es-0");
        assertThat(vetoes("es-4")).contains("shards-moving", "shards-remain", "last-copy");
    }

    @Test
    void aShardThatMovesToALeavingNodeKeepsIt() {
        look.shard("a", 0).relocating("es-0", "es-4").initializing("es-4");
        assertThat(vetoes("es-4")).contains("shards-moving");
    }

    @Test
    void aShardThatMovesBetweenOtherNodesIsNoMatter() {
        look.shard("a", 0).relocating("es-0", "es-1").initializing("es-1");
        assertThat(judge("es-4")).isInstanceOf(Safety.Safe.class);
    }

    @Test
    void theLastCopyIsNeverStopped() {
        look.shard("a", 0).started("es-4");
        assertThat(vetoes("es-4")).contains("last-copy");
    }

    @Test
    void aStaleCopyElsewhereIsNoCopy() {
        look.shard("a", 5).started("es-4").copy("es-0", State.STARTED, false);
        assertThat(vetoes("es-4")).contains("last-copy");
    }

    @Test
    void membersThatLeaveTogetherDoNotVouchForEachOther() {
        look.shard("a", 1).started("es-3").started("es-4");
        assertThat(vetoes("es-3", "es-4")).contains("last-copy");
    }

    @Test
    void copiesThatCouldMoveMustMoveFirst() {
        look.shard("a", 1).started("es-0").started("es-4");
        assertThat(vetoes("es-4")).containsExactly("shards-remain");
    }

    @Test
    void aCopyThatFitsNowhereElseMayStayWhenItIsNotTheLast() {
        look.shard("a", 4)
                .started("es-0")
                .started("es-1")
                .started("es-2")
                .started("es-3")
                .started("es-4");
        assertThat(judge("es-4")).isInstanceOf(Safety.Safe.class);
    }

    /** Seen on 8.19.20: between the exclude and the new number of replicas the copy that stays was the one taken away. */
    @Test
    void aCopyThatElasticsearchWillTakeAwayItselfIsWaitedForBecauseItMayTakeTheOtherOne() {
        look.expanding("a", 1, 0).started("es-0").started("es-4");
        look.excludes.addAll(List.of("es-1", "es-2", "es-3"));
        assertThat(vetoes("es-4")).containsExactly("shards-remain");
    }

    @Test
    void aCopyThatElasticsearchCannotTakeAwayMayStay() {
        look.expanding("a", 1, 1).started("es-0").started("es-4");
        look.excludes.addAll(List.of("es-1", "es-2", "es-3"));
        assertThat(judge("es-4")).isInstanceOf(Safety.Safe.class);
    }

    @Test
    void aNodeThatTheOperatorExcludedTakesNoCopies() {
        look.excludes.add("es-1");
        look.shard("a", 3).started("es-0").started("es-2").started("es-3").started("es-4");
        assertThat(judge("es-4")).isInstanceOf(Safety.Safe.class);
    }

    @Test
    void aMissingNodeIsNeededUntilEveryShardHasItsCopiesElsewhere() {
        look.absent("es-4");
        look.shard("a", 1).started("es-0").unassigned();
        look.health = Health.YELLOW;
        assertThat(vetoes("es-4")).containsExactly("node-missing");
    }

    @Test
    void aMissingNodeIsNotNeededWhenEveryShardHasItsCopiesElsewhere() {
        look.absent("es-4");
        look.shard("a", 1).started("es-0").started("es-1");
        assertThat(judge("es-4")).isInstanceOf(Safety.Safe.class);
    }

    @Test
    void nothingIsStoppedWhileElasticsearchLooksForCopiesOnDisks() {
        look.fetches = 1;
        assertThat(vetoes("es-4")).containsExactly("in-flight-fetch");
    }

    @Test
    void aStayingMemberThatIsDownComesBackFirst() {
        look.down("es-1");
        assertThat(vetoes("es-4")).containsExactly("recovering");
    }

    @Test
    void everyReasonIsNamedAtOnce() {
        look.withoutExclude = true;
        look.withoutVotingExclusion = true;
        look.fetches = 2;
        look.shard("a", 0).started("es-2");
        assertThat(vetoes("es-2"))
                .contains(
                        "exclude-not-confirmed",
                        "voting-exclusion-not-confirmed",
                        "in-flight-fetch",
                        "shards-remain",
                        "last-copy");
    }

    private Safety judge(String... leaving) {
        return SafeToStop.judge(look.view(leaving), look.leaving(leaving));
    }

    private List<String> vetoes(String... leaving) {
        return names(judge(leaving));
    }

    private static List<String> names(Safety safety) {
        assertThat(safety).isInstanceOf(Safety.NotSafe.class);
        return ((Safety.NotSafe) safety)
                .reasons().stream().map(Wait::name).distinct().toList();
    }
}
