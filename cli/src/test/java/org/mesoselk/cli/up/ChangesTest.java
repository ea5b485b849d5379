package org.mesoselk.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.cli.home.Settings;
import org.mesoselk.cli.local.Names;
import org.mesoselk.cli.up.UpOptions.KibanaOptions;
import org.mesoselk.cli.up.UpOptions.LogstashOptions;
import org.mesoselk.cli.up.UpOptions.ProcessOptions;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.node.ObjectNode;

class ChangesTest {

    private static final Settings STANDARD = Settings.standard();

    @Test
    void several_masters_are_separate_processes() {
        Settings wanted = with(STANDARD, new ProcessOptions(Optional.of(2), false, Optional.of(3)));
        assertThat(Names.of(wanted))
                .containsExactly(
                        "zookeeper",
                        "master",
                        "master-2",
                        "master-3",
                        "agent-1",
                        "agent-2",
                        "agent-3",
                        "agent-4",
                        "agent-5",
                        "scheduler-elasticsearch",
                        "scheduler-elasticsearch-2",
                        "scheduler-logstash",
                        "scheduler-logstash-2");
        assertThat(with(wanted, ProcessOptions.none()).processes()).isEqualTo(wanted.processes());
    }

    @Test
    void a_scheduler_more_can_be_had_while_all_runs_and_one_fewer_cannot() {
        Settings two = with(STANDARD, new ProcessOptions(Optional.of(2), false, Optional.empty()));
        assertThat(Changes.fault(STANDARD, two, Names.of(STANDARD))).isEmpty();
        assertThat(Changes.fault(two, STANDARD, Names.of(two))).get().asString().contains("2 schedulers");
        assertThat(Changes.fault(two, STANDARD, List.of())).isEmpty();
    }

    @Test
    void a_mesos_that_runs_in_one_process_is_not_taken_apart() {
        Settings separate = with(STANDARD, new ProcessOptions(Optional.empty(), true, Optional.empty()));
        assertThat(Changes.fault(STANDARD, separate, Names.of(STANDARD)))
                .get()
                .asString()
                .contains("in one process", "elk down");
        assertThat(Changes.fault(STANDARD, separate, List.of())).isEmpty();
    }

    @Test
    void logstash_can_be_left_out_and_stays_out_until_it_is_asked_for() {
        Settings without = with(STANDARD, LogstashOptions.leftOut());
        assertThat(Names.of(without)).containsExactly("zookeeper", "mesos", "scheduler-elasticsearch");
        assertThat(with(without, LogstashOptions.none())).isEqualTo(without);
        assertThat(Names.of(with(without, new LogstashOptions(Optional.of(true), Map.of()))))
                .isEqualTo(Names.of(STANDARD));
    }

    @Test
    void logstash_can_be_had_in_addition_while_all_runs_but_not_be_left_out() {
        Settings without = with(STANDARD, LogstashOptions.leftOut());
        assertThat(Changes.fault(without, STANDARD, Names.of(without))).isEmpty();
        assertThat(Changes.fault(STANDARD, without, Names.of(STANDARD)))
                .get()
                .asString()
                .contains("Logstash scheduler", "elk down", "--without-logstash");
        assertThat(Changes.fault(STANDARD, without, List.of())).isEmpty();
    }

    @Test
    void options_of_logstash_cannot_change_under_a_scheduler_that_runs() {
        Settings other = with(STANDARD, new LogstashOptions(Optional.empty(), Map.of("engine", "logstash")));
        assertThat(Changes.fault(STANDARD, other, Names.of(STANDARD)))
                .get()
                .asString()
                .contains("The Logstash scheduler of this home runs with other options");
        assertThat(Changes.fault(STANDARD, other, List.of("zookeeper", "mesos", "scheduler-elasticsearch")))
                .isEmpty();
    }

    @Test
    void there_is_a_kibana_when_one_is_named_and_until_it_is_left_out() {
        assertThat(Names.of(STANDARD)).doesNotContain("scheduler-kibana");
        Settings kibana = with(STANDARD, home("/kibana"));
        assertThat(Names.of(kibana)).endsWith("scheduler-kibana");
        assertThat(with(kibana, KibanaOptions.none())).isEqualTo(kibana);
        assertThat(Names.of(with(kibana, leftOut()))).isEqualTo(Names.of(STANDARD));
    }

    @Test
    void a_kibana_can_be_had_in_addition_while_all_runs_but_not_be_left_out_nor_changed() {
        Settings kibana = with(STANDARD, home("/kibana"));
        assertThat(Changes.fault(STANDARD, kibana, Names.of(STANDARD))).isEmpty();
        assertThat(Changes.fault(kibana, with(kibana, leftOut()), Names.of(kibana)))
                .get()
                .asString()
                .contains("Kibana scheduler", "elk down", "--without-kibana");
        assertThat(Changes.fault(kibana, with(kibana, home("/other")), Names.of(kibana)))
                .get()
                .asString()
                .contains("The Kibana scheduler of this home runs with other options");
        assertThat(Changes.fault(kibana, with(kibana, home("/other")), List.of()))
                .isEmpty();
    }

    @Test
    void the_number_of_instances_of_a_kibana_that_was_made_is_changed_by_scaling() {
        Settings kibana = with(STANDARD.asMade(), home("/kibana"));
        assertThat(Changes.fault(STANDARD.asMade(), with(kibana, instances(2)), List.of()))
                .isEmpty();
        assertThat(Changes.fault(kibana, with(kibana, instances(2)), List.of()))
                .get()
                .asString()
                .contains("elk scale kibana 2");
    }

    @Test
    void stack_5_is_one_node_and_a_kibana_and_is_kept() {
        Settings stack = stack5();
        assertThat(stack.nodes()).isEqualTo(1);
        assertThat(Names.of(stack)).endsWith("scheduler-elasticsearch", "scheduler-logstash", "scheduler-kibana");
        assertThat(with(stack, KibanaOptions.none())).isEqualTo(stack);
        assertThat(Json.read(Json.bytes(stack), Settings.class)).isEqualTo(stack);
    }

    @Test
    void a_home_of_before_there_was_a_kibana_has_none() {
        ObjectNode old = (ObjectNode) Json.tree(Json.bytes(STANDARD));
        old.remove(List.of("kibana", "stack"));
        assertThat(Json.read(Json.bytes(old), Settings.class)).isEqualTo(STANDARD);
    }

    private static Settings with(Settings stored, ProcessOptions processes) {
        return with(stored, LogstashOptions.none(), KibanaOptions.none(), Optional.empty(), processes);
    }

    private static Settings with(Settings stored, LogstashOptions logstash) {
        return with(stored, logstash, KibanaOptions.none(), Optional.empty(), ProcessOptions.none());
    }

    private static Settings with(Settings stored, KibanaOptions kibana) {
        return with(stored, LogstashOptions.none(), kibana, Optional.empty(), ProcessOptions.none());
    }

    private static Settings stack5() {
        return with(STANDARD, LogstashOptions.none(), KibanaOptions.none(), Optional.of(5), ProcessOptions.none());
    }

    private static KibanaOptions home(String folder) {
        return new KibanaOptions(false, Optional.of(Path.of(folder)), Optional.empty(), Optional.empty(), Map.of());
    }

    private static KibanaOptions instances(int count) {
        return new KibanaOptions(false, Optional.empty(), Optional.empty(), Optional.of(count), Map.of());
    }

    private static KibanaOptions leftOut() {
        return new KibanaOptions(true, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
    }

    private static Settings with(
            Settings stored,
            LogstashOptions logstash,
            KibanaOptions kibana,
            Optional<Integer> stack,
            ProcessOptions processes) {
        return new UpOptions(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        logstash,
                        kibana,
                        stack,
                        processes)
                .over(stored);
    }
}
