package org.mesoselk.executor.logstash.official.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.executor.logstash.forwarder.discover.AgentState;
import org.mesoselk.executor.logstash.forwarder.discover.AgentState.Executor;
import org.mesoselk.executor.logstash.forwarder.discover.AgentState.Task;

class DictionariesTest {

    private static Task task(String id, String container) {
        return new Task(id, "name of " + id, Optional.of(container).filter(known -> !known.isEmpty()));
    }

    @Test
    void aContainerIsThatOfItsTask() {
        Dictionaries dictionaries = Dictionaries.of(new AgentState(
                Map.of("F", "greeter"),
                Map.of(
                        "c1", new Executor("hello", false, List.of(task("hello", "c1"))),
                        "c2", new Executor("own", false, List.of(task("t1", "c2"), task("t2", "c2"))),
                        "c3", new Executor("group", true, List.of(task("g1", "child1"), task("g2", "child2"))))));
        assertThat(dictionaries.frameworks()).isEqualTo(Map.of("F", "greeter"));
        // Of c2, two tasks share the output: it is nobody's.
        assertThat(dictionaries.tasks()).isEqualTo(Map.of("c1", "hello", "child1", "g1", "child2", "g2"));
        assertThat(dictionaries.taskNames()).containsEntry("child1", "name of g1");
    }

    @Test
    void whatTheAgentHasForgottenIsKeptAsLongAsThereIsRoom() {
        Dictionaries before = new Dictionaries(Map.of("F", "f"), Map.of("old", "1"), Map.of());
        Dictionaries now = new Dictionaries(Map.of("F", "f"), Map.of("new", "2"), Map.of());
        assertThat(now.andBefore(before, 2).tasks()).isEqualTo(Map.of("old", "1", "new", "2"));
        assertThat(now.andBefore(before, 1).tasks()).isEqualTo(Map.of("new", "2"));
    }
}
