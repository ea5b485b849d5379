package org.mesoselk.scheduler.core.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.kibana.KibanaReport;
import org.mesoselk.commons.kibana.KibanaTask;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.KeysView;
import org.mesoselk.scheduler.core.model.KibanaSpec;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Payload;
import org.mesoselk.scheduler.core.model.PortChoice;
import org.mesoselk.scheduler.core.model.TaskState;

/** As many as are wanted, where there is room, and who leaves first. */
class ScaleInstancesTest {

    @Test
    void oneIsLaunchedWithAllThatItsExecutorNeeds() {
        Instances instances = new Instances(Instances.settings(1)).subscribed();
        instances.tick(1, Instances.offers(1));
        Call.Launch launch = instances.calls(Call.Launch.class).get(0);
        KibanaTask task = ((Payload.Kibana) launch.payload()).task();
        assertThat(task.name()).isEqualTo("kibana-default-0");
        assertThat(task.host()).isEqualTo("10.0.0.1");
        assertThat(task.port()).isEqualTo(launch.task().httpPort()).isGreaterThanOrEqualTo(31000);
        assertThat(task.endpoints()).containsExactly("http://es1:9200");
        assertThat(task.keys()).contains(Instances.KEYS);
        assertThat(task.fingerprint()).isEqualTo(instances.settings.fingerprint());
        assertThat(launch.ports()).containsExactly(new Call.Port("http", "tcp", task.port()));
        assertThat(launch.payload().labels())
                .containsEntry("HAPROXY_0_VHOST", "default.example")
                .containsEntry("url", "host1:" + task.port() + "/kibana-default-0")
                .containsEntry("group", "default");
        assertThat(instances.state(0)).isEqualTo(new MemberState.Launching(launch.task()));
    }

    @Test
    void fromOneToThreeTheyAreSpreadOverAgentsAndBackToOneTheNewestLeave() {
        Instances instances = Instances.ready(1);
        instances.scale("default", 3).tick(1, Instances.offers(1, 2, 3));
        assertThat(instances.calls(Call.Launch.class))
                .extracting(launch -> launch.task().agent().id())
                .containsExactlyInAnyOrder("agent2", "agent3");
        instances.run();
        instances.scale("default", 1).tick(1);
        assertThat(instances.kills())
                .containsExactlyInAnyOrder(
                        instances.task(1).id(), instances.task(2).id());
        assertThat(instances.state(0)).isInstanceOf(MemberState.Running.class);
        instances.tick(
                1,
                Instances.update(instances.task(1), TaskState.KILLED),
                Instances.update(instances.task(2), TaskState.KILLED));
        assertThat(instances.records.members()).containsOnlyKeys("kibana-default-0");
        assertThat(KibanaSpec.of(instances.records).launched()).hasSize(1);
    }

    @Test
    void oneThatIsNotReadyLeavesBeforeNewerOnesThatAre() {
        Instances instances = Instances.ready(3);
        instances.tick(1, Instances.unhealthy(instances.task(0), "", report("red")));
        instances.scale("default", 2).tick(1);
        assertThat(instances.kills()).containsExactly(instances.task(0).id());
        instances.tick(1, Instances.update(instances.task(0), TaskState.KILLED));
        assertThat(instances.records.members()).containsOnlyKeys("kibana-default-1", "kibana-default-2");
        instances.scale("default", 3).tick(1);
        assertThat(instances.member(0).state()).isInstanceOf(MemberState.Pending.class);
    }

    static KibanaReport report(String status) {
        return new KibanaReport(
                Optional.of("8.15.3"), Optional.empty(), "http://10.0.0.1:31000", Optional.of(status), "");
    }

    @Test
    void downToNoneAllLeaveAndNothingIsWaitedFor() {
        Instances instances = Instances.ready(2);
        instances.scale("default", 0).tick(1);
        assertThat(instances.kills()).hasSize(2);
        instances.tick(
                1,
                Instances.update(instances.task(0), TaskState.KILLED),
                Instances.update(instances.task(1), TaskState.KILLED));
        assertThat(instances.records.members()).isEmpty();
        assertThat(instances.waits()).isEmpty();
        assertThat(instances.memory.suppressed()).isTrue();
    }

    @Test
    void thoseThatLeaveEndBeforeOthersAreMadeInTheirPlace() {
        Instances instances = Instances.ready(3);
        instances.scale("default", 1).tick(1);
        instances.scale("default", 3).tick(1, Instances.offers(4, 5));
        assertThat(instances.calls(Call.Launch.class)).isEmpty();
        assertThat(instances.waits()).contains("leaving-first", "stopping");
        instances.tick(
                1,
                Instances.update(instances.task(1), TaskState.KILLED),
                Instances.update(instances.task(2), TaskState.KILLED));
        instances.tick(1, Instances.offers(4, 5));
        assertThat(instances.calls(Call.Launch.class))
                .extracting(Call.Launch::memberName)
                .containsExactly("kibana-default-1", "kibana-default-2");
    }

    @Test
    void withUniqueHostsNoAgentGetsASecondOne() {
        Instances instances = new Instances(Instances.settings(2, Map.of(), true, PortChoice.ANY))
                .subscribed()
                .grown(1);
        instances.tick(20, Instances.offers(1));
        assertThat(instances.calls(Call.Launch.class)).isEmpty();
        assertThat(instances.waits()).contains("max-per-agent");
    }

    @Test
    void withoutThemAnAgentIsSharedAfterAShortWait() {
        Instances instances = new Instances(Instances.settings(2)).subscribed().grown(1);
        instances.tick(1, Instances.offers(1));
        assertThat(instances.waits()).contains("spread");
        instances.tick(5, Instances.offers(1));
        assertThat(instances.calls(Call.Launch.class)).hasSize(1);
    }

    @Test
    void portsAreChosenAsTheOptionSays() {
        Instances privileged = new Instances(Instances.settings(1, Map.of(), false, PortChoice.PRIVILEGED))
                .subscribed()
                .grown(1);
        assertThat(privileged.task(0).httpPort()).isBetween(80, 81);
        Instances fixed = new Instances(Instances.settings(1, Map.of(), false, PortChoice.of(31055)))
                .subscribed()
                .grown(1);
        assertThat(fixed.task(0).httpPort()).isEqualTo(31055);
        Instances none = new Instances(Instances.settings(1, Map.of(), false, PortChoice.of(5601))).subscribed();
        assertThat(none.tick(1, Instances.offers(1)).waits()).contains("ports");
    }

    @Test
    void nothingIsLaunchedBeforeTheKeysAreKnown() {
        Instances instances = new Instances(Instances.settings(1));
        instances.tick(0, new Input.Subscribed("framework-1"));
        instances.tick(
                1, new Input.KeysSeen("default", new KeysView.Unknown("ZooKeeper is away")), Instances.offers(1));
        assertThat(instances.calls(Call.Launch.class)).isEmpty();
        assertThat(instances.waits()).contains("keys-unknown");
        assertThat(instances.sentences()).contains("ZooKeeper is away");
        instances.tick(1, instances.keys("default"), Instances.offers(1));
        assertThat(instances.calls(Call.Launch.class)).hasSize(1);
    }
}
