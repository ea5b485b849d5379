package org.mesoselk.executor.logstash.official.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.executor.logstash.Recorded;
import org.mesoselk.testsupport.logstash.Lscl;

class DefaultPipelineTest {

    private static LogstashTask task(LogstashTask.Sources sources) {
        return new LogstashTask(
                LogstashTask.LOGSTASH,
                List.of(),
                "/registry",
                Optional.empty(),
                sources,
                new LogstashTask.Output("mesos", "default", Map.of(), false),
                LogstashTask.Limits.STANDARD);
    }

    private static final LogstashTask.Multiline MULTILINE =
            new LogstashTask.Multiline("^\\s", false, LogstashTask.Multiline.AFTER);

    private static final LogstashTask ALL = task(new LogstashTask.Sources(
            true,
            Optional.of(MULTILINE),
            3600,
            List.of(new LogstashTask.Files("/var/log/**/*.log", Optional.empty())),
            List.of(
                    new LogstashTask.Listener("syslog", "udp", "0.0.0.0", 514),
                    new LogstashTask.Listener("syslog", "tcp", "0.0.0.0", 514),
                    new LogstashTask.Listener("json", "tcp", "127.0.0.1", 9000),
                    new LogstashTask.Listener("lines", "tcp", "127.0.0.1", 9001))));

    private static String render(LogstashTask task, String... secrets) {
        return Variables.withEndpoints(
                DefaultPipeline.render(task, "/var/lib/mesos.1", "/registry/sincedb", "/names", Set.of(secrets)),
                List.of("http://a:1", "http://b:2"));
    }

    /** As those that a real Logstash 8.15.0 was recorded to have. */
    @Test
    void itIsWellFormedAndHasOnlyPluginsThatTheDistributionHas() {
        String known = new String(Recorded.bytes("node_plugins.json"), StandardCharsets.UTF_8);
        List<Lscl.Plugin> plugins = Lscl.plugins(render(ALL, Variables.PASSWORD));
        assertThat(plugins).hasSizeGreaterThan(12);
        assertThat(plugins)
                .allSatisfy(plugin ->
                        assertThat(known).contains("\"logstash-" + plugin.type() + "-" + plugin.name() + "\""));
    }

    @Test
    void stdoutAndStderrOfEachContainerAreRead() {
        Lscl.Plugin file = Lscl.plugins(render(task(new LogstashTask.Sources(true, Optional.empty(), 0, List.of()))))
                .get(0);
        assertThat(file.name()).isEqualTo("file");
        assertThat(file.settings().get("path"))
                .contains("\"/var/lib/mesos.1/slaves/*/frameworks/*/executors/*/runs/*-*-*-*-*/stdout\"")
                .contains("/runs/*-*-*-*-*/containers/*/stderr.[0-9]\"");
        assertThat(file.settings()).containsEntry("sincedb_path", "/registry/sincedb/sandboxes");
        assertThat(file.settings()).containsEntry("start_position", "beginning").doesNotContainKey("ignore_older");
    }

    @Test
    void eventsHaveTheForwardersFields() {
        assertThat(render(ALL))
                .contains("\"/var/lib/mesos\\.1/slaves/%{SEGMENT:[mesos][agent][id]}/frameworks/")
                .contains("[mesos][framework][id]", "[mesos][executor][id]", "[container][id]", "%{STREAM:stream}")
                .contains("target => \"[mesos][task][name]\"", "\"/names/task-names.json\"")
                .contains("replace => { \"[host][name]\" => \"${MESOS_AGENT_HOSTNAME}\" }");
    }

    @Test
    void theyGoToTheForwardersDataStreamAndWhereElasticsearchIs() {
        List<Lscl.Plugin> plugins = Lscl.plugins(render(ALL));
        assertThat(plugins.get(plugins.size() - 1).settings())
                .containsEntry("hosts", "[\"http://a:1\", \"http://b:2\"]")
                .containsEntry("data_stream_dataset", "mesos")
                .containsEntry("data_stream_namespace", "default")
                .doesNotContainKey("password");
    }

    @Test
    void aSecretIsOnlyNamed() {
        assertThat(render(ALL, Variables.USER, Variables.PASSWORD))
                .contains("password => \"${ELASTICSEARCH_PASSWORD}\"");
        assertThat(render(ALL, Variables.API_KEY)).contains("api_key => \"${ELASTICSEARCH_API_KEY}\"");
    }

    @Test
    void theyGoToAnIndexForEachDayWhenThatIsAsked() {
        LogstashTask daily = new LogstashTask(
                LogstashTask.LOGSTASH,
                List.of(),
                "/registry",
                Optional.empty(),
                new LogstashTask.Sources(true, Optional.empty(), 0, List.of()),
                new LogstashTask.Output(
                        "mesos",
                        "default",
                        Map.of(),
                        false,
                        Optional.of("mesos-logs-%{+yyyy.MM.dd}"),
                        LogstashTask.Access.OPEN),
                LogstashTask.Limits.STANDARD);
        List<Lscl.Plugin> plugins = Lscl.plugins(render(daily, Variables.CA));
        assertThat(plugins.get(plugins.size() - 1).settings())
                .containsEntry("index", "mesos-logs-%{+yyyy.MM.dd}")
                .containsEntry("data_stream", "false")
                .containsEntry("ssl_certificate_authorities", "[\"${ELASTICSEARCH_CA}\"]")
                .doesNotContainKey("data_stream_dataset");
    }

    @Test
    void whatTheLanguageCannotHoldIsRefused() {
        assertThat(Lscl.plugins("input { a { b => " + org.mesoselk.executor.logstash.official.render.Lscl.string("it's")
                        + " } }"))
                .containsExactly(new Lscl.Plugin("input", "a", Map.of("b", "it's")));
        assertThatThrownBy(() -> org.mesoselk.executor.logstash.official.render.Lscl.string("it's \"so\""))
                .hasMessageContaining("cannot hold it's \"so\"");
        assertThatThrownBy(() -> org.mesoselk.executor.logstash.official.render.Lscl.string("end\\"))
                .hasMessageContaining("no backslash at its end");
    }
}
