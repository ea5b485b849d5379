package org.mesoselk.scheduler.core.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.ScaleAnswer;

class ScaleScenarioTest {

    @Test
    void growsToThreeOnThreeAgentsAndRecordsTheCluster() {
        World world = new World(3, 5).untilSettledAt(3);

        assertThat(world.records.cluster().uuid()).contains("cluster-uuid");
        assertThat(world.records.cluster().initialMasterNodes())
                .containsExactly("es-default-0", "es-default-1", "es-default-2");
        assertThat(world.mesos.alive().stream().map(task -> task.ref.agent().id()))
                .doesNotHaveDuplicates();
        assertThat(world.elasticsearch.template).isPresent();
    }

    @Test
    void goesFromThreeToFiveToOneToThree() {
        World world = new World(3, 5).untilSettledAt(3);

        assertThat(world.scale(5, false)).isInstanceOf(ScaleAnswer.Accepted.class);
        world.untilSettledAt(5);
        assertThat(world.scale(1, false)).isInstanceOf(ScaleAnswer.Refused.class);
        assertThat(world.scale(1, true)).isInstanceOf(ScaleAnswer.Accepted.class);
        world.untilSettledAt(1);
        world.scale(3, false);
        world.untilSettledAt(3);
    }
}
