package org.mesoselk.scheduler.core.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mesoselk.scheduler.core.elasticsearch.CoreTick.START;
import static org.mesoselk.scheduler.core.elasticsearch.CoreTick.agent;
import static org.mesoselk.scheduler.core.elasticsearch.CoreTick.member;
import static org.mesoselk.scheduler.core.elasticsearch.CoreTick.task;
import static org.mesoselk.scheduler.core.elasticsearch.CoreTick.update;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.Abandoned;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.ElasticsearchSettings;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.TaskState;

class RemovedFrameworkTest {

    private static CoreTick allowing(String removed) {
        CoreTick core = CoreTick.running(3);
        ElasticsearchSettings s = core.settings;
        core.settings = new ElasticsearchSettings(
                s.frameworkName(),
                s.distribution(),
                s.javaHome(),
                s.dataRoot(),
                s.runAs(),
                s.networkHost(),
                s.jvmOptions(),
                s.executor(),
                s.killGrace(),
                s.spreadPatience(),
                s.drainTogether(),
                s.replaceAfter(),
                Optional.of(removed),
                s.role());
        return core;
    }

    @Test
    void nothingIsChangedOrSentAndTheWaitNamesTheOptionUntilAnOperatorGivesIt() {
        CoreTick core = CoreTick.running(3);
        Records before = core.records;
        core.tick(0, new Input.FrameworkRemoved(), new Input.Disconnected("the other side ended the stream"));
        for (int i = 0; i < 3; i++) {
            assertThat(core.records).isEqualTo(before);
            assertThat(core.last.calls()).isEmpty();
            assertThat(core.waits()).contains("framework-removed").doesNotContain("not-subscribed");
            assertThat(core.last.waits().get(0).sentence())
                    .contains("framework-1", "--new-framework-id=framework-1", "records are kept");
            core.tick(3600);
        }
    }

    @Test
    void theOptionForAnotherFrameworkIsNoPermission() {
        CoreTick core = allowing("framework-0").tick(0, new Input.FrameworkRemoved());
        assertThat(core.records.frameworkId()).contains("framework-1");
        assertThat(core.last.calls()).isEmpty();
        assertThat(core.last.waits().get(0).sentence()).contains("--new-framework-id=framework-0 names another one");
    }

    @Test
    void theOptionAloneDoesNothingToAFrameworkThatMesosKnows() {
        CoreTick core = allowing("framework-1").settled();
        assertThat(core.records.frameworkId()).contains("framework-1");
        assertThat(core.state(0)).isInstanceOf(MemberState.Running.class);
    }

    @Test
    void withTheOptionTheIdAndTheTasksAreForgottenAndTheMembersComeBackWhereTheirDataIs() {
        CoreTick core = allowing("framework-1");
        core.records = core.records
                .with(member(1, new MemberState.Unreachable(task(1), START)).withHome(agent(1)))
                .with(new Abandoned("es-default-0", task(9), START));

        core.tick(0, new Input.FrameworkRemoved(), new Input.Disconnected("the other side ended the stream"));

        assertThat(core.records.frameworkId()).isEmpty();
        assertThat(core.records.abandoned()).isEmpty();
        assertThat(core.records.cluster().uuid()).contains("uuid");
        assertThat(core.last.calls()).containsExactly(new Call.BeginAnew());
        assertThat(core.records.members().values())
                .hasSize(3)
                .allMatch(member -> member.state() instanceof MemberState.Pending)
                .allMatch(member -> member.home().isPresent())
                .allMatch(
                        member -> member.lastFailure().orElseThrow().sentence().contains("framework-1"));
        assertThat(core.waits()).contains("not-subscribed").doesNotContain("framework-removed");

        core.tick(60, new Input.Subscribed("framework-2"));
        core.tick(1, CoreTick.offers(1, 0, 2, 7));
        assertThat(core.records.frameworkId()).contains("framework-2");
        assertThat(core.calls(Call.Launch.class))
                .extracting(launch ->
                        launch.memberName() + " on " + launch.offer().agent().id())
                .contains("es-default-0 on agent0", "es-default-1 on agent1", "es-default-2 on agent2");
    }

    @Test
    void aSecondRemovalIsNotAllowedByTheSameOption() {
        CoreTick core = allowing("framework-1").tick(0, new Input.FrameworkRemoved());
        core.tick(1, new Input.Subscribed("framework-2"));
        core.tick(1, new Input.FrameworkRemoved());
        assertThat(core.records.frameworkId()).contains("framework-2");
        assertThat(core.last.calls()).isEmpty();
        assertThat(core.waits()).contains("framework-removed");
    }

    @Test
    void aLeavingMemberThatWasBeingStoppedHasStopped() {
        CoreTick core = allowing("framework-1");
        Member leaving = member(2, new MemberState.Stopping(task(2), START))
                .with(new Member.Goal.Leave("op", START))
                .withHome(agent(2));
        core.records = core.records.with(leaving);
        core.tick(0, new Input.FrameworkRemoved());
        assertThat(core.state(2)).isInstanceOf(MemberState.Stopped.class);
    }

    @Test
    void whatComesOfAnOldTaskAfterwardsIsNobodys() {
        CoreTick core = allowing("framework-1").tick(0, new Input.FrameworkRemoved());
        core.tick(1, new Input.Subscribed("framework-2"), update(task(0).id(), TaskState.KILLED));
        assertThat(core.state(0)).isInstanceOf(MemberState.Pending.class);
        assertThat(core.waits()).doesNotContain("foreign-task");
    }
}
