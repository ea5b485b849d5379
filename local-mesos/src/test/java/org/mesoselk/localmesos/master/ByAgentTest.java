package org.mesoselk.localmesos.master;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByAgentTest {

    private record Thing(String id, String agent) {}

    private final ByAgent<Thing> things = new ByAgent<>(Thing::agent);

    private Thing put(String id, String agent) {
        Thing thing = new Thing(id, agent);
        things.put(id, thing);
        return thing;
    }

    @Test
    void thingsAreFoundByIdAndByAgentUntilTheyAreRemoved() {
        Thing one = put("1", "a");
        Thing two = put("2", "b");
        Thing three = put("3", "a");
        assertThat(things.on("a")).containsExactly(one, three);
        assertThat(things.values()).containsExactly(one, two, three);
        assertThat(things.remove("1")).isSameAs(one);
        assertThat(things.remove("1")).isNull();
        assertThat(things.on("a")).containsExactly(three);
        assertThat(things.on("nowhere")).isEmpty();
        assertThat(things).containsOnlyKeys("2", "3");
    }

    @Test
    void aThingThatIsReplacedIsNotFoundAtItsOldAgent() {
        put("1", "a");
        Thing moved = put("1", "b");
        assertThat(things.on("a")).isEmpty();
        assertThat(things.on("b")).containsExactly(moved);
        assertThat(things).hasSize(1);
    }
}
