package org.mesoselk.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChaosPlanTest {

    private static final Observed EVERYTHING = new Observed(5, 2, true, true);

    @Test
    void the_same_seed_gives_the_same_script_and_another_one_another() {
        assertThat(steps(7, EVERYTHING, 200)).isEqualTo(steps(7, EVERYTHING, 200));
        assertThat(steps(7, EVERYTHING, 200)).isNotEqualTo(steps(8, EVERYTHING, 200));
        assertThat(steps(7, EVERYTHING, 200))
                .startsWith(steps(7, EVERYTHING, 20).toArray(Step[]::new));
    }

    @Test
    void what_there_is_is_hit_in_both_ways_and_nothing_else() {
        Set<String> hit = faults(EVERYTHING)
                .map(fault -> fault.component() + " " + fault.kind())
                .collect(Collectors.toSet());
        assertThat(hit).hasSize(Component.values().length * Step.Kind.values().length);
        assertThat(faults(new Observed(5, 1, false, false)).map(Step.Fault::component))
                .contains(Component.LEADER, Component.ZOOKEEPER)
                .doesNotContain(
                        Component.AGENT,
                        Component.MASTER,
                        Component.STANDBY,
                        Component.LOGSTASH_EXECUTOR,
                        Component.LOGSTASH_LEADER);
    }

    @Test
    void what_is_left_out_is_said_with_the_remedy() {
        assertThat(EVERYTHING.leftOut()).isEmpty();
        assertThat(new Observed(5, 1, false, false).leftOut())
                .hasSize(3)
                .anyMatch(it -> it.contains("--with-logstash"))
                .anyMatch(it -> it.contains("--separate"))
                .anyMatch(it -> it.contains("--schedulers 2"));
    }

    @Test
    void it_scales_between_one_and_as_many_as_there_are_agents_and_each_time_to_another_number() {
        List<Integer> targets = steps(3, EVERYTHING, 2000).stream()
                .filter(Step.Scale.class::isInstance)
                .map(step -> ((Step.Scale) step).to())
                .toList();
        assertThat(targets).containsOnly(1, 2, 3, 4, 5).contains(1, 5);
        for (int i = 1; i < targets.size(); i++) {
            assertThat(targets.get(i)).isNotEqualTo(targets.get(i - 1));
        }
        assertThat(steps(3, new Observed(1, 2, true, true), 500)).noneMatch(Step.Scale.class::isInstance);
    }

    @Test
    void some_steps_wait_for_recovery_and_some_overlap() {
        assertThat(steps(1, EVERYTHING, 50)).anyMatch(Step::settled).anyMatch(step -> !step.settled());
    }

    @Test
    void of_what_its_framework_replaces_no_return_is_announced() {
        assertThat(kill(Component.LOGSTASH_EXECUTOR)).isEqualTo("SIGKILL a Logstash executor");
        assertThat(kill(Component.LOGSTASH_LEADER)).isEqualTo("SIGKILL the leading Logstash scheduler, back after 9 s");
    }

    private static String kill(Component component) {
        return new Step.Fault(Duration.ZERO, false, component, Step.Kind.KILL, 0, Duration.ofSeconds(9)).toString();
    }

    private static List<Step> steps(long seed, Observed observed, int count) {
        return new ChaosPlan(seed, observed).steps(count);
    }

    private static java.util.stream.Stream<Step.Fault> faults(Observed observed) {
        return steps(5, observed, 1000).stream()
                .filter(Step.Fault.class::isInstance)
                .map(step -> (Step.Fault) step);
    }
}
