package org.mesoselk.scheduler.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.kibana.KibanaTask;
import org.mesoselk.commons.kibana.KibanaTask.Access;
import org.mesoselk.commons.kibana.KibanaTask.Distribution;
import org.mesoselk.commons.kibana.KibanaTask.Proxy;
import org.mesoselk.scheduler.core.model.KibanaSettings;
import org.mesoselk.scheduler.core.model.KibanaSpec;
import org.mesoselk.scheduler.core.model.PortChoice;
import org.mesoselk.scheduler.core.model.Resources;
import picocli.CommandLine;

class KibanaOptionsTest {
    @TempDir
    private Path folder;

    private KibanaOptions options(String... own) throws OptionFaults, IOException {
        Path jar = folder.resolve(KibanaOptions.JAR);
        if (!Files.exists(jar)) {
            Files.createFile(jar);
        }
        String[] all = Stream.concat(
                        Stream.of("--zookeeper=zk://zk1:2181/elk", "--mesos-master=http://m1:5050"), Stream.of(own))
                .toArray(String[]::new);
        return KibanaOptions.from(
                new CommandLine(KibanaOptions.command()).parseArgs(all), Map.of(), List.of(folder), "me");
    }

    private List<String> faults(String... own) {
        return catchThrowableOfType(OptionFaults.class, () -> options(own)).faults();
    }

    @Test
    void withAHomeAloneOneInstanceFollowsTheElasticsearchFramework() throws Exception {
        KibanaOptions options = options("--kibana-home=/opt/kibana");
        assertThat(options.settings())
                .isEqualTo(new KibanaSettings(
                        "kibana",
                        "*",
                        Optional.empty(),
                        Duration.ofSeconds(60),
                        new Resources(0.5, 1024, 256),
                        new Resources(0.1, 96, 0),
                        List.of(),
                        false,
                        PortChoice.ANY,
                        new TreeMap<>(),
                        new TreeSet<>(List.of("default")),
                        1,
                        new KibanaTask(
                                "",
                                "",
                                0,
                                List.of(),
                                Access.OPEN,
                                new Distribution(
                                        Optional.of("/opt/kibana"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()),
                                768,
                                Proxy.NONE,
                                Optional.empty(),
                                Map.of(),
                                ""),
                        Optional.empty()));
        assertThat(options.firstSpec()).isEqualTo(KibanaSpec.first(new TreeMap<>(Map.of("default", 1))));
        assertThat(options.mesos().user()).isEqualTo("me");
        assertThat(options.groups().groups())
                .containsExactly(Map.entry("default", new EndpointOptions(Optional.of("elasticsearch"), List.of())));
    }

    @Test
    void everyOptionReachesTheTask() throws Exception {
        KibanaSettings settings = options(
                        "--kibana-url=https://host/kibana-8.19.0-linux-x86_64.tar.gz",
                        "--framework-name=dashboards",
                        "--instances=3",
                        "--node-home=/opt/node",
                        "--run-as=1000:1000",
                        "--cpus=1",
                        "--memory=2g",
                        "--port=5601",
                        "--host=0.0.0.0",
                        "--unique-hosts=on",
                        "--base-path=/kibana",
                        "--rewrite-base-path=on",
                        "--public-url=https://logs.example/kibana",
                        "--kibana-setting=logging.root.level=warn",
                        "--label=HAPROXY_GROUP=external",
                        "--label=HAPROXY_0_VHOST={group}.example",
                        "--constraint=rack:UNLIKE:r9",
                        "--elasticsearch-ca-file=/etc/ca.pem",
                        "--elasticsearch-token-file=/etc/token")
                .settings();
        assertThat(settings.frameworkName()).isEqualTo("dashboards");
        assertThat(settings.share()).isEqualTo(new Resources(1, 2048, 3072));
        assertThat(settings.port()).isEqualTo(PortChoice.of(5601));
        assertThat(settings.uniqueHosts()).isTrue();
        assertThat(settings.firstCount()).isEqualTo(3);
        assertThat(settings.constraints()).hasSize(1);
        assertThat(settings.labels())
                .containsExactly(
                        Map.entry("HAPROXY_0_VHOST", "{group}.example"), Map.entry("HAPROXY_GROUP", "external"));
        assertThat(settings.source()).contains("https://host/kibana-8.19.0-linux-x86_64.tar.gz");
        assertThat(settings.task())
                .isEqualTo(new KibanaTask(
                        "",
                        "0.0.0.0",
                        0,
                        List.of(),
                        new Access(Optional.of("/etc/ca.pem"), Optional.empty(), Optional.of("/etc/token")),
                        new Distribution(
                                Optional.empty(),
                                Optional.of("kibana-8.19.0-linux-x86_64.tar.gz"),
                                Optional.of("/opt/node"),
                                Optional.of("1000:1000")),
                        1536,
                        new Proxy(Optional.of("/kibana"), true, Optional.of("https://logs.example/kibana")),
                        Optional.empty(),
                        Map.of("logging.root.level", "warn"),
                        ""));
    }

    @Test
    void groupsNameAFrameworkOrUrls() throws Exception {
        KibanaOptions options =
                options("--kibana-home=/k", "--group=logs=es-logs", "--group=audit=http://a:9200,https://b:9200/");
        assertThat(options.groups().groups())
                .containsEntry("logs", new EndpointOptions(Optional.of("es-logs"), List.of()))
                .containsEntry(
                        "audit", new EndpointOptions(Optional.empty(), List.of("http://a:9200", "https://b:9200")));
        assertThat(options.firstSpec().counts()).containsOnlyKeys("audit", "default", "logs");
    }

    @Test
    void anImageIsRunWithTheAgentsOwnJdk() throws Exception {
        KibanaOptions options = options(
                "--kibana-image=elastic/kibana:8", "--java-home=/opt/jdk", "--elasticsearch-ca-file=/etc/elk/ca.pem");
        assertThat(options.place().readable()).containsExactly("/etc/elk", "/opt/jdk");
        assertThat(options.settings().task().distribution().home()).contains("/usr/share/kibana");
        assertThat(faults("--kibana-image=elastic/kibana:8"))
                .singleElement()
                .asString()
                .contains("--kibana-image needs --java-home");
        assertThat(faults("--kibana-image=elastic/kibana:8", "--java-home=/usr"))
                .singleElement()
                .asString()
                .contains("--java-home /usr", "would take the place of the image's own");
    }

    @Test
    void everyFaultIsOneSentenceThatNamesOptionAndRemedy() {
        assertThat(faults()).singleElement().asString().contains("exactly one of --kibana-home, --kibana-url");
        assertFault("--kibana-home and --kibana-url are", "--kibana-url=http://h/k.tar.gz");
        assertFault("--instances -1: must be a whole number from 0 to 200", "--instances=-1");
        assertFault("--memory 100: must be a size of at least 192 MiB", "--memory=100");
        assertFault("--port 70000: must be 'any', 'privileged' or a number", "--port=70000");
        assertFault("--base-path kibana/: must begin with a slash", "--base-path=kibana/");
        assertFault("--rewrite-base-path on: there is no path", "--rewrite-base-path=on");
        assertFault("--public-url: must be http(s)://host[:port] followed by nothing", "--public-url=http://h/kibana");
        assertFault(
                "--public-url: must be http(s)://host[:port] followed by the --base-path /k",
                "--base-path=/k",
                "--public-url=http://h");
        assertFault(
                "--kibana-setting server.port: the framework sets it itself; use --port",
                "--kibana-setting=server.port=1");
        assertFault("--kibana-setting x: must be key=value", "--kibana-setting=x");
        assertFault("--kibana-setting a: is given twice", "--kibana-setting=a=1", "--kibana-setting=a=2");
        assertFault("--label x: must be KEY=VALUE", "--label=x");
        assertFault("--label member=x: the framework sets member itself", "--label=member=x");
        assertFault("--group Logs: must be NAME=FRAMEWORK", "--group=Logs=es");
        assertFault("--group default: its Elasticsearch is said with", "--group=default=es");
        assertFault("--group logs: is given twice", "--group=logs=a", "--group=logs=b");
        assertFault("--group logs=a b: must be the --framework-name", "--group=logs=a b");
        assertFault("--unique-hosts yes: must be on or off", "--unique-hosts=yes");
        assertFault("--run-as a b: must be a user name", "--run-as=a b");
        assertFault("--host a b: must be an address", "--host=a b");
        assertFault("--elasticsearch-ca-file ca.pem: must be an absolute", "--elasticsearch-ca-file=ca.pem");
        assertFault(
                "are both given: Elasticsearch takes one of them",
                "--elasticsearch-credentials-file=/c",
                "--elasticsearch-token-file=/t");
    }

    private void assertFault(String sentence, String... own) {
        String[] all = Stream.concat(Stream.of("--kibana-home=/opt/kibana"), Stream.of(own))
                .toArray(String[]::new);
        assertThat(faults(all)).singleElement().asString().contains(sentence);
    }

    @Test
    void noSecretIsShownInAFault() {
        List<String> faults = faults(
                "--kibana-home=/k",
                "--kibana-setting=elasticsearch.password=hunter2",
                "--group=logs=http://elk:hunter2@host:9200");
        assertThat(faults).hasSize(2).noneMatch(fault -> fault.contains("hunter2"));
        assertThat(String.join(" ", faults)).contains("use --elasticsearch-credentials-file", "no credentials in it");
    }
}
