package org.mesoselk.scheduler.core.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.KibanaSpec;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Payload;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.TaskState;

/** Several Elasticsearch clusters side by side. */
class GroupsTest {

    @Test
    void eachHasItsOwnInstancesElasticsearchAndCount() {
        Instances instances = new Instances(Instances.settings(1, "default", "logs")).subscribed();
        instances.tick(1, Instances.endpoints("logs", "http://logs:9200"), Instances.offers(1, 2));
        assertThat(instances.calls(Call.Launch.class))
                .extracting(launch -> ((Payload.Kibana) launch.payload()).task().endpoints())
                .containsExactlyInAnyOrder(List.of("http://es1:9200"), List.of("http://logs:9200"));
        instances.run();
        instances.scale("logs", 2).tick(1, Instances.offers(1));
        // An agent with one of another group only is as good as an empty one.
        assertThat(instances.calls(Call.Launch.class))
                .extracting(Call.Launch::memberName)
                .containsExactly("kibana-logs-1");
        instances.run();
        instances.scale("logs", 0).tick(1);
        assertThat(instances.kills()).hasSize(2);
        assertThat(instances.state(0)).isInstanceOf(MemberState.Running.class);
    }

    @Test
    void onlyItsOwnIsToldWhenOneMoves() {
        Instances instances = new Instances(Instances.settings(1, "default", "logs"))
                .subscribed()
                .grown(1, 2);
        instances.tick(1, Instances.endpoints("logs", "http://logs:9200"));
        assertThat(instances.calls(Call.SendEndpoints.class))
                .extracting(call -> call.task().id())
                .containsExactly(instances.member("logs-0").task().orElseThrow().id());
    }

    @Test
    void aNewOneGetsWhatTheOptionSays() {
        Instances instances = Instances.ready(1);
        instances.restarted(Instances.settings(2, "default", "logs"));
        assertThat(KibanaSpec.of(instances.records).counts())
                .containsEntry("default", 1)
                .containsEntry("logs", 2);
        assertThat(instances.records.members()).hasSize(3);
    }

    @Test
    void oneThatNoOptionNamesAnyMoreGoesOnUntilItIsScaledToNone() {
        Instances instances = new Instances(Instances.settings(1, "default", "logs"))
                .subscribed()
                .grown(1, 2);
        TaskRef logs = instances.member("logs-0").task().orElseThrow();
        instances.restarted(Instances.settings(1));
        assertThat(instances.kills()).isEmpty();
        assertThat(instances.waits()).containsExactly("group-unknown");
        instances.scale("logs", 0).tick(1);
        assertThat(instances.kills()).containsExactly(logs.id());
        instances.tick(1, Instances.update(logs, TaskState.KILLED));
        instances.tick(1);
        assertThat(KibanaSpec.of(instances.records).counts()).containsOnlyKeys("default");
        assertThat(instances.waits()).isEmpty();
    }
}
