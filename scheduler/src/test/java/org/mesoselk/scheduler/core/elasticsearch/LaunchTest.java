package org.mesoselk.scheduler.core.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mesoselk.scheduler.core.elasticsearch.CoreTick.agent;
import static org.mesoselk.scheduler.core.elasticsearch.CoreTick.member;
import static org.mesoselk.scheduler.core.elasticsearch.CoreTick.offers;
import static org.mesoselk.scheduler.core.elasticsearch.CoreTick.task;
import static org.mesoselk.scheduler.core.elasticsearch.CoreTick.update;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.elastic.ElasticsearchTask;
import org.mesoselk.commons.elastic.NodeReport;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Payload;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;

class LaunchTest {

    @Test
    void theTaskSaysAllThatItsNodeNeeds() {
        CoreTick core = new CoreTick(3).subscribed().tick(1, offers(1));
        Call.Launch launch = core.calls(Call.Launch.class).get(0);
        assertThat(launch.task().id()).isEqualTo("es-default-0.1");
        assertThat(core.records.members().get("es-default-0").state())
                .isEqualTo(new MemberState.Launching(launch.task()));
        assertThat(core.records.cluster().nextTask()).isEqualTo(2);
        ElasticsearchTask payload = Payload.Elasticsearch.in(launch);
        assertThat(payload.nodeName()).isEqualTo("es-default-0");
        assertThat(payload.clusterName()).isEqualTo("logs");
        assertThat(payload.roles()).contains("master", "data");
        assertThat(payload.networkHost()).isEqualTo("10.0.0.1");
        assertThat(payload.seedHosts()).containsExactly(launch.task().transportAddress());
        assertThat(payload.initialMasterNodes()).containsExactly("es-default-0", "es-default-1", "es-default-2");
        assertThat(payload.clusterUuid()).isEmpty();
        assertThat(payload.dataDir()).contains("/var/lib/elk/elasticsearch/es-default-0");
        assertThat(payload.labels()).isEqualTo(Map.of("rack", "r1"));
    }

    @Test
    void theInitialMastersAreFrozenAndNobodyElseStartsBeforeTheClusterHasFormed() {
        CoreTick core = new CoreTick(3).subscribed().tick(1, offers(1));
        core.records = core.records.with(ElasticsearchSpec.of(core.records).withCount(5));
        core.tick(1, offers(2, 3, 4, 5));
        assertThat(core.calls(Call.Launch.class).stream().map(Call.Launch::memberName))
                .containsExactly("es-default-1", "es-default-2");
        assertThat(core.waits()).contains("bootstrap");
        assertThat(core.records.cluster().initialMasterNodes()).hasSize(3);
    }

    @Test
    void aFounderThatHasLostItsDataComesBackOnlyWhenTheOthersHaveJoined() {
        CoreTick core = new CoreTick(3).subscribed().tick(1, offers(1, 2, 3));
        List<String> tasks = core.calls(Call.Launch.class).stream()
                .map(launch -> launch.task().id())
                .toList();
        core.tick(1, report(tasks.get(0), TaskState.RUNNING, "uuid-1"), update(tasks.get(2), TaskState.STARTING));
        core.tick(1, update(tasks.get(1), TaskState.FAILED));
        core.tick(60, offers(4, 5));
        assertThat(core.calls(Call.Launch.class))
                .as("es-default-2 has not joined")
                .isEmpty();
        assertThat(core.waits()).contains("bootstrap");
        core.tick(1, report(tasks.get(2), TaskState.RUNNING, "uuid-1"));
        core.tick(1, offers(6));
        assertThat(core.calls(Call.Launch.class).stream().map(Call.Launch::memberName))
                .containsExactly("es-default-1");
    }

    @Test
    void atMostTheMasterEligibleMembersFormTheCluster() {
        CoreTick core = new CoreTick(9).subscribed().tick(1, offers(1, 2, 3, 4, 5, 6, 7, 8, 9));
        assertThat(core.calls(Call.Launch.class)).hasSize(5);
        assertThat(core.records.cluster().initialMasterNodes()).hasSize(5);
    }

    @Test
    void theUuidIsRecordedFromAMemberThatHasJoinedAndNeverChanged() {
        CoreTick core = new CoreTick(2).subscribed().tick(1, offers(1, 2));
        String first = core.calls(Call.Launch.class).get(0).task().id();
        String second = core.calls(Call.Launch.class).get(1).task().id();
        core.tick(1, report(first, TaskState.STARTING, "other"));
        assertThat(core.records.cluster().uuid()).as("not before it has joined").isEmpty();
        core.tick(1, report(first, TaskState.RUNNING, "uuid-1"));
        assertThat(core.records.cluster().uuid()).contains("uuid-1");
        core.tick(1, report(second, TaskState.RUNNING, "uuid-2"));
        assertThat(core.records.cluster().uuid()).contains("uuid-1");
        assertThat(core.waits()).contains("foreign-cluster");
    }

    @Test
    void aMemberOfARecordedClusterIsToldItsUuidAndNoInitialMasters() {
        CoreTick core = CoreTick.running(2).settled();
        core.tick(1, update(task(1).id(), TaskState.FAILED), offers(1));
        ElasticsearchTask payload =
                Payload.Elasticsearch.in(core.calls(Call.Launch.class).get(0));
        assertThat(payload.clusterUuid()).contains("uuid");
        assertThat(payload.initialMasterNodes()).isEmpty();
    }

    @Test
    void oneOfferServesOneMember() {
        CoreTick core = new CoreTick(3).subscribed().tick(90, offers(1));
        assertThat(core.calls(Call.Launch.class)).hasSize(1);
    }

    @Test
    void noMoreThanFourStartAtATimeInAClusterThatExists() {
        CoreTick core = CoreTick.running(1);
        core.records = core.records.with(ElasticsearchSpec.of(core.records).withCount(9));
        core.settled().tick(1, offers(1, 2, 3, 4, 5, 6, 7, 8, 9));
        assertThat(core.calls(Call.Launch.class)).hasSize(4);
        assertThat(core.waits()).contains("launch-throttle");
    }

    @Test
    void mastersThatComeBackAreNotThrottled() {
        CoreTick core = CoreTick.running(5);
        for (int i = 0; i < 5; i++) {
            core.records = core.records.with(member(i, new MemberState.Pending(CoreTick.START, CoreTick.START))
                    .withHome(agent(i)));
        }
        core.subscribed().tick(1, offers(0, 1, 2, 3, 4));
        assertThat(core.calls(Call.Launch.class)).hasSize(5);
    }

    @Test
    void seedHostsGoToEveryStartedMemberWhenTheyChangeAndOnlyThen() {
        CoreTick core = CoreTick.running(2).subscribed();
        List<String> hosts = List.of("10.0.0.0:31001", "10.0.0.1:31001");
        assertThat(core.calls(Call.SendSeedHosts.class))
                .containsExactly(new Call.SendSeedHosts(task(0), hosts), new Call.SendSeedHosts(task(1), hosts));
        core.tick(1);
        assertThat(core.calls(Call.SendSeedHosts.class)).isEmpty();
        core.tick(1, update(task(0).id(), TaskState.RUNNING), update(task(1).id(), TaskState.FAILED));
        assertThat(core.calls(Call.SendSeedHosts.class))
                .containsExactly(new Call.SendSeedHosts(task(0), List.of("10.0.0.0:31001")));
    }

    @Test
    void seedHostsThatWereNotDeliveredAreSentAgain() {
        CoreTick core = CoreTick.running(1).subscribed();
        Call.SendSeedHosts sent = core.calls(Call.SendSeedHosts.class).get(0);
        core.tick(1, new Input.CallFailed(sent, "no connection"));
        assertThat(core.calls(Call.SendSeedHosts.class)).containsExactly(sent);
    }

    @Test
    void withoutWorkOffersAreDeclinedForAnHourAndSuppressedOnce() {
        CoreTick core = CoreTick.running(1).settled();
        assertThat(core.memory.suppressed()).isTrue();
        core.tick(1, offers(1));
        assertThat(core.calls(Call.Decline.class))
                .containsExactly(new Call.Decline(List.of("offer1"), Duration.ofHours(1)));
        assertThat(core.calls(Call.Suppress.class)).isEmpty();
        assertThat(core.memory.offers()).isEmpty();
    }

    @Test
    void newWorkRevivesOffersAtMostEveryFiveSecondsAndAgainAfterAMinute() {
        CoreTick core = CoreTick.running(1).settled();
        core.records = core.records.with(ElasticsearchSpec.of(core.records).withCount(2));
        core.tick(4);
        assertThat(core.calls(Call.Revive.class)).isEmpty();
        core.tick(1);
        assertThat(core.calls(Call.Revive.class)).hasSize(1);
        assertThat(core.memory.suppressed()).isFalse();
        core.tick(59);
        assertThat(core.calls(Call.Revive.class)).isEmpty();
        assertThat(core.waits()).contains("no-offers");
        core.tick(1);
        assertThat(core.calls(Call.Revive.class)).hasSize(1);
    }

    @Test
    void anOfferThatDoesNotFitIsDeclinedShortlyAndTheReasonIsKept() {
        CoreTick core = new CoreTick(1).subscribed();
        core.tick(61, new Input.Offered(List.of(CoreTick.offer(1, 512))));
        assertThat(core.calls(Call.Decline.class))
                .containsExactly(new Call.Decline(List.of("offer1"), Duration.ofSeconds(30)));
        assertThat(core.last.verdicts()).hasSize(1);
        core.tick(10);
        assertThat(core.waits()).containsExactly("memory");
    }

    @Test
    void anOfferIsDeclinedNoLongerThanTheBackOffOfTheMemberThatWaits() {
        CoreTick core = CoreTick.running(1).settled();
        core.records =
                core.records.with(core.records.members().get("es-default-0").withFailures(1, Optional.empty()));
        core.tick(1, update(task(0).id(), TaskState.FAILED), offers(0));
        assertThat(core.calls(Call.Decline.class))
                .containsExactly(new Call.Decline(List.of("offer0"), Duration.ofSeconds(5)));
        assertThat(core.waits()).contains("back-off");
    }

    @Test
    void failuresAreForgottenWhenATaskHasRunForTenMinutes() {
        CoreTick core = CoreTick.running(1);
        core.records =
                core.records.with(core.records.members().get("es-default-0").withFailures(3, Optional.empty()));
        core.settled().tick(500);
        assertThat(core.records.members().get("es-default-0").failures()).isEqualTo(3);
        core.tick(100);
        assertThat(core.records.members().get("es-default-0").failures()).isZero();
    }

    private static Input.Updated report(String taskId, TaskState state, String uuid) {
        return new Input.Updated(new TaskUpdate(
                taskId,
                state,
                Optional.of("agent1"),
                Optional.of("u"),
                "",
                "",
                Optional.empty(),
                Optional.of(new NodeReport(Optional.of("n"), Optional.of(uuid), "", "", Optional.empty())),
                CoreTick.START));
    }
}
