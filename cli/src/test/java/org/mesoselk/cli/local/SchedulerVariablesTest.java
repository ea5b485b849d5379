package org.mesoselk.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.home.Settings;
import org.mesoselk.cli.marathon.AppDefinition;

class SchedulerVariablesTest {

    private static final Home HOME = new Home(Path.of("/home"));

    @Test
    void logstash_keeps_its_positions_in_the_home() {
        assertThat(logstash(Map.of(), Map.of()))
                .containsEntry("MESOS_ELK_ZOOKEEPER", "zk://127.0.0.1:2181")
                .containsEntry("MESOS_ELK_MESOS_MASTER", "zk://127.0.0.1:2181/mesos")
                .containsEntry("MESOS_ELK_REGISTRY_DIR", "/home/registry")
                .containsEntry("MESOS_ELK_ELASTICSEARCH_FRAMEWORK", "elasticsearch")
                .doesNotContainKeys("MESOS_ELK_NODES", "MESOS_ELK_DATA_DIR", "MESOS_ELK_REPLICAS");
    }

    @Test
    void logstash_follows_what_was_said_of_elasticsearch_as_far_as_it_concerns_both() {
        Map<String, String> said = Map.of(
                "framework-name", "search",
                "replicas", "1",
                "zookeeper-auth-file", "/secret",
                "mesos-principal", "elk",
                "agent-ca-file", "/ca",
                "cluster-name", "mine",
                "role", "search");
        assertThat(logstash(said, Map.of()))
                .containsEntry("MESOS_ELK_ELASTICSEARCH_FRAMEWORK", "search")
                .containsEntry("MESOS_ELK_REPLICAS", "1")
                .containsEntry("MESOS_ELK_ZOOKEEPER_AUTH_FILE", "/secret")
                .containsEntry("MESOS_ELK_MESOS_PRINCIPAL", "elk")
                .containsEntry("MESOS_ELK_AGENT_CA_FILE", "/ca")
                .doesNotContainKeys("MESOS_ELK_CLUSTER_NAME", "MESOS_ELK_ROLE", "MESOS_ELK_FRAMEWORK_NAME");
    }

    @Test
    void what_is_said_of_logstash_itself_wins() {
        assertThat(logstash(Map.of("replicas", "1"), Map.of("replicas", "2", "file", "/var/log/*.log")))
                .containsEntry("MESOS_ELK_REPLICAS", "2")
                .containsEntry("MESOS_ELK_FILE", "/var/log/*.log");
    }

    @Test
    void several_values_of_one_option_reach_the_scheduler_as_lines_of_one_variable() {
        String pipelines = "a=/etc/a.conf\nb=/etc/b.conf";
        assertThat(logstash(Map.of("mesos-ca-file", "/x\n/y"), Map.of("pipeline", pipelines)))
                .containsEntry("MESOS_ELK_PIPELINE", pipelines)
                .containsEntry("MESOS_ELK_MESOS_CA_FILE", "/x\n/y");
    }

    @Test
    void elasticsearch_hears_nothing_of_logstash() {
        assertThat(variables(Map.of(), Map.of("file", "/x")).of(Framework.ELASTICSEARCH))
                .containsEntry("MESOS_ELK_NODES", "3")
                .containsEntry("MESOS_ELK_DATA_DIR", "/home/data")
                .doesNotContainKeys("MESOS_ELK_REGISTRY_DIR", "MESOS_ELK_FILE", "MESOS_ELK_ELASTICSEARCH_FRAMEWORK");
    }

    @Test
    void kibana_follows_elasticsearch_and_listens_on_loopback() {
        assertThat(kibana(Map.of("framework-name", "search", "mesos-principal", "elk", "replicas", "1"), Map.of()))
                .containsEntry("MESOS_ELK_ELASTICSEARCH_FRAMEWORK", "search")
                .containsEntry("MESOS_ELK_MESOS_PRINCIPAL", "elk")
                .containsEntry("MESOS_ELK_INSTANCES", "2")
                .containsEntry("MESOS_ELK_KIBANA_HOME", "/k")
                .containsEntry("MESOS_ELK_HOST", "127.0.0.1")
                .doesNotContainKeys("MESOS_ELK_REPLICAS", "MESOS_ELK_REGISTRY_DIR", "MESOS_ELK_NODES");
    }

    @Test
    void what_is_said_of_kibana_itself_wins() {
        assertThat(kibana(Map.of(), Map.of("memory", "2048", "base-path", "/kibana")))
                .containsEntry("MESOS_ELK_MEMORY", "2048")
                .containsEntry("MESOS_ELK_BASE_PATH", "/kibana");
    }

    @Test
    void stack_5_has_an_index_for_each_day_because_it_knows_no_data_streams() {
        assertThat(variables(Map.of(), Map.of(), Settings.KibanaSettings.NONE, OptionalInt.of(5))
                        .of(Framework.LOGSTASH))
                .containsEntry("MESOS_ELK_INDEX", "mesos-logs-%{+yyyy.MM.dd}");
        assertThat(logstash(Map.of(), Map.of())).doesNotContainKey("MESOS_ELK_INDEX");
    }

    @ParameterizedTest
    @EnumSource
    void every_framework_has_an_app_definition_that_runs_its_command_and_fetches_its_executor(Framework framework)
            throws IOException {
        AppDefinition app = AppDefinition.read(new Checkout(Path.of("..").toRealPath()).app(framework.key()));
        assertThat(app.cmd()).contains("-jar scheduler-all.jar " + framework.key() + " ");
        assertThat(app.fetch().stream().map(AppDefinition.FetchUri::uri))
                .anyMatch(uri -> uri.endsWith("/" + framework.executorJar()))
                .anyMatch(uri -> uri.endsWith("/scheduler-all.jar"));
        assertThat(app.env()).containsEntry("MESOS_ELK_FRAMEWORK_NAME", framework.key());
    }

    private static Map<String, String> logstash(Map<String, String> ofElasticsearch, Map<String, String> ofLogstash) {
        return variables(ofElasticsearch, ofLogstash).of(Framework.LOGSTASH);
    }

    private static SchedulerVariables variables(Map<String, String> ofElasticsearch, Map<String, String> ofLogstash) {
        return variables(ofElasticsearch, ofLogstash, Settings.KibanaSettings.NONE, OptionalInt.empty());
    }

    private static Map<String, String> kibana(Map<String, String> ofElasticsearch, Map<String, String> ofKibana) {
        Settings.KibanaSettings kibana =
                new Settings.KibanaSettings(true, Optional.of("/k"), Optional.empty(), 2, ofKibana);
        return variables(ofElasticsearch, Map.of(), kibana, OptionalInt.empty()).of(Framework.KIBANA);
    }

    private static SchedulerVariables variables(
            Map<String, String> ofElasticsearch,
            Map<String, String> ofLogstash,
            Settings.KibanaSettings kibana,
            OptionalInt stack) {
        Settings standard = Settings.standard();
        Settings settings = new Settings(
                standard.version(),
                standard.made(),
                standard.nodes(),
                standard.mesos(),
                new Settings.MemberSettings(Optional.empty(), Optional.empty(), 256, 1024, 0.5, ofElasticsearch),
                new Settings.LogstashSettings(true, ofLogstash),
                kibana,
                stack,
                standard.processes(),
                standard.ports());
        return new SchedulerVariables(
                HOME,
                settings,
                "zk://127.0.0.1:2181",
                new Builds(Path.of("/es"), kibana.kibanaHome().map(Path::of)));
    }
}
