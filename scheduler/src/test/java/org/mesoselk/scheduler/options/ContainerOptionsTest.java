package org.mesoselk.scheduler.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ContainerOptionsTest {
    private static final String IMAGE = "docker.elastic.co/logstash/logstash:8.15.0";

    private static Values values(String... more) {
        return Given.logstash(
                Stream.concat(Stream.of("--logstash-image=" + IMAGE, "--work-dir=/var/lib/mesos"), Arrays.stream(more))
                        .toArray(String[]::new));
    }

    private static List<String> faults(Values values) {
        LogstashEngineOptions.from(values);
        ContainerOptions.from(values);
        return values.faults();
    }

    @Test
    void logstashAndTheJdkOfExecutorsAreThoseOfTheImage() {
        Values values = values();
        LogstashEngineOptions engine = LogstashEngineOptions.from(values);
        assertThat(engine.engine()).isEqualTo("logstash");
        assertThat(engine.image()).contains(IMAGE);
        assertThat(engine.javaHome()).contains("/usr/share/logstash/jdk");
        assertThat(engine.official().orElseThrow().home()).contains("/usr/share/logstash");
        assertThat(engine.official().orElseThrow().archive()).isEmpty();
        assertThat(LogstashEngineOptions.from(values("--java-home=/opt/jdk")).javaHome())
                .contains("/opt/jdk");
        assertThat(values.faults()).isEmpty();
    }

    @Test
    void itCanComeFromTheEnvironment() {
        Values values = OptionReader.read(
                new CommandLine(LogstashOptions.command()).parseArgs(),
                LogstashFlags.all(),
                Map.of("MESOS_ELK_LOGSTASH_IMAGE", IMAGE));
        assertThat(LogstashEngineOptions.from(values).image()).contains(IMAGE);
    }

    @Test
    void theContainerWritesToTheRegistryAndReadsTheWorkDirAndTheFoldersOfFilesThatOptionsName() {
        Values values = values(
                "--registry-dir=/data/registry/",
                "--file=/var/log/nginx/*.log",
                "--file=/var/log/nginx/error.log",
                "--file=/srv/*/logs/**/a?.log",
                "--file=/data/registry/other.log",
                "--elasticsearch-ca-file=/etc/elk/ca.pem",
                "--elasticsearch-credentials-file=/etc/elk/login",
                "--agent-ca-file=/etc/mesos-tls/ca.pem",
                "--secret-file=TOKEN=/etc/logstash-secrets/a=b");
        assertThat(ContainerOptions.from(values)).hasValueSatisfying(container -> {
            assertThat(container.image()).isEqualTo(IMAGE);
            assertThat(container.writable()).containsExactly("/data/registry");
            assertThat(container.readable())
                    .containsExactly(
                            "/etc/elk",
                            "/etc/logstash-secrets",
                            "/etc/mesos-tls",
                            "/srv",
                            "/var/lib/mesos",
                            "/var/log/nginx");
        });
        assertThat(values.faults()).isEmpty();
    }

    @Test
    void withoutAnImageThereIsNoContainer() {
        assertThat(ContainerOptions.from(Given.logstash("--logstash-home=/ls", "--file=/etc/*.conf")))
                .isEmpty();
    }

    @Test
    void logstashComesFromOnePlaceOnly() {
        assertThat(faults(values("--logstash-home=/ls")))
                .singleElement()
                .asString()
                .endsWith(
                        "exactly one of"
                                + " --logstash-home, --logstash-url and --logstash-image: --logstash-home and --logstash-image are given");
        assertThat(faults(values("--logstash-url=file:///ls.tar.gz")))
                .singleElement()
                .asString()
                .endsWith(": --logstash-url and --logstash-image are given");
        assertThat(faults(values("--logstash-home=/ls", "--logstash-url=file:///ls.tar.gz")))
                .singleElement()
                .asString()
                .endsWith(": --logstash-home and --logstash-url and --logstash-image are given");
    }

    @Test
    void theForwarderHasNoImage() {
        assertThat(faults(values("--engine=forwarder")))
                .singleElement()
                .asString()
                .startsWith("--logstash-image is for --engine logstash");
    }

    @Test
    void theWorkDirHasToBeNamed() {
        assertThat(faults(Given.logstash("--logstash-image=" + IMAGE)))
                .singleElement()
                .asString()
                .startsWith("--logstash-image needs --work-dir: the work_dir of the agents");
    }

    @Test
    void anImageHasAName() {
        assertThat(faults(Given.logstash("--logstash-image=a b", "--work-dir=/w")))
                .containsExactly("--logstash-image a b: must be the name of a Docker image, e.g."
                        + " docker.elastic.co/logstash/logstash:8.19.0");
    }

    @Test
    void executorsInContainersAreRoot() {
        assertThat(faults(values("--user=logs")))
                .containsExactly(
                        "--user logs: with --logstash-image executors are root in their container, and Logstash"
                                + " is its image's user: leave it out");
    }

    @Test
    void aFolderThatWouldHideTheImagesOwnFilesIsRefused() {
        for (String option : List.of(
                "--file=/*.log",
                "--file=/etc/*.conf",
                "--file=/usr/**/x.log",
                "--file=/proc/1/x",
                "--file=/tmp/*",
                "--secret-file=TOKEN=/etc/token",
                "--elasticsearch-ca-file=/etc/ca.pem",
                "--registry-dir=/usr/share/logstash/data")) {
            assertThat(faults(values(option)))
                    .singleElement()
                    .asString()
                    .contains("would take the place of the image's own");
        }
        assertThat(faults(values("--file=/tmp/app/*.log", "--file=/usr/local/app/*.log")))
                .isEmpty();
    }

    @Test
    void aColonInAPathIsRefused() {
        assertThat(faults(values("--file=/logs:a/*.log")))
                .containsExactly("--file /logs:a/*.log: with --logstash-image the path must have no colon in it, as"
                        + " Docker's volumes");
    }
}
