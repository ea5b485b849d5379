package org.mesoselk.scheduler.core.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Spec;

/** es-default-0 stays, es-default-1 leaves; "dead" is a third voter's id that no node has any more. */
class DeadVotesTest {
    private static final String LEAVING = "es-default-1";

    private final CoreTick core = leaving();
    private final Set<String> names = new HashSet<>();
    private final Set<String> ids = new HashSet<>();
    private final Set<String> voters = new HashSet<>(Set.of("id-es-default-0", "id-es-default-1", "dead"));

    @Test
    void aDeadVoteThatKeepsALeavingMasterFromGivingUpItsOwnIsTakenWithItById() {
        look("es-default-0", LEAVING);
        assertThat(core.last.calls())
                .contains(new Call.AddVotingExclusionsById(Set.of("dead", "id-es-default-1")))
                .noneMatch(call -> call instanceof Call.AddVotingExclusions);
        assertThat(core.waits()).contains("voting-exclusion-not-confirmed");
    }

    @Test
    void whatIsReadBackIsNotAskedForAgainAndTheMemberIsStoppedWhenItsVoteIsGone() {
        names.add(LEAVING);
        ids.addAll(Set.of("dead", "id-es-default-1"));
        look("es-default-0", LEAVING);
        assertThat(core.last.calls()).noneMatch(DeadVotesTest::isAboutVotes);
        assertThat(core.calls(Call.Kill.class)).isEmpty();

        voters.removeAll(ids);
        look("es-default-0", LEAVING);
        assertThat(core.calls(Call.Kill.class)).hasSize(1);
    }

    @Test
    void aLeavingMemberThatIsNotThereIsExcludedByName() {
        voters.add("id-es-default-2");
        voters.remove("dead");
        look("es-default-0", "es-default-2");
        assertThat(core.calls(Call.AddVotingExclusionsById.class)).isEmpty();
        assertThat(core.last.calls()).contains(new Call.AddVotingExclusions(Set.of(LEAVING)));
    }

    @Test
    void aVoteIsLeftToTheAbsentWhileThoseThatStayAreAMajorityAllTheSame() {
        voters.add("id-es-default-2");
        voters.remove("id-es-default-1");
        look("es-default-0", LEAVING, "es-default-2");
        assertThat(core.calls(Call.AddVotingExclusionsById.class)).isEmpty();
        assertThat(core.last.calls()).contains(new Call.AddVotingExclusions(Set.of(LEAVING)));
    }

    @Test
    void aVoteThatMayBeAMissingMembersOwnIsLeftToIt() {
        core.records =
                core.records.with(CoreTick.member(2, new MemberState.Pending(core.now, core.now.plusSeconds(600)))
                        .withHome(CoreTick.agent(2)));
        core.records = core.records.with(core.records.spec().withCount(3));
        look("es-default-0", LEAVING);
        assertThat(core.calls(Call.AddVotingExclusionsById.class)).isEmpty();
    }

    @Test
    void theAbsentKeepTheirVotesWhenNobodyLeaves() {
        core.records = core.records.with(core.records.members().get(LEAVING).with(new Member.Goal.Stay()));
        core.records = core.records.with(core.records.spec().withCount(2));
        look("es-default-0", LEAVING);
        assertThat(core.last.calls()).noneMatch(DeadVotesTest::isAboutVotes);
    }

    @Test
    void anExclusionOfAnAbsentIdThatNamesNobodyIsClearedWhenNobodyLeaves() {
        core.records = core.records.without(LEAVING);
        ids.add("dead");
        look("es-default-0");
        assertThat(core.last.calls()).contains(new Call.ClearVotingExclusions());
    }

    @Test
    void anOperatorsExclusionIsToldByItsNameAndNothingIsClearedBesideIt() {
        core.records = core.records.without(LEAVING);
        names.add("operators-master");
        ids.addAll(Set.of("dead", "id-operators-master"));
        look("es-default-0");
        assertThat(core.last.calls()).noneMatch(DeadVotesTest::isAboutVotes);
        assertThat(core.waits()).contains("foreign-voting-exclusion");
    }

    private static boolean isAboutVotes(Call call) {
        return call instanceof Call.AddVotingExclusions
                || call instanceof Call.AddVotingExclusionsById
                || call instanceof Call.ClearVotingExclusions;
    }

    private static CoreTick leaving() {
        CoreTick core = CoreTick.running(2);
        core.records = core.records.with(core.records.spec().withCount(1));
        core.records = core.records.with(
                core.records.members().get(LEAVING).with(new Member.Goal.Leave("scale-2", CoreTick.START)));
        core.records = core.records.with(Scale.operation(core.records, CoreTick.START));
        return core.settled();
    }

    private void look(String... listed) {
        core.tick(
                1,
                new Input.Observed(new Known(
                        core.now,
                        "uuid",
                        ElasticsearchView.Health.GREEN,
                        "es-default-0",
                        Arrays.stream(listed)
                                .map(name -> new ElasticsearchView.Node("id-" + name, name, "", true, true, 0, 1, 2))
                                .toList(),
                        List.of(),
                        List.of(),
                        Set.of(LEAVING),
                        Set.copyOf(names),
                        Set.copyOf(ids),
                        Set.copyOf(voters),
                        0,
                        0,
                        0,
                        Optional.of(Spec.Replication.ALL))));
    }
}
