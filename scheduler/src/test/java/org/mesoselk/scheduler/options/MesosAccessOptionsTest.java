package org.mesoselk.scheduler.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.mesos.Authorization;
import org.mesoselk.testsupport.TestCertificates;

class MesosAccessOptionsTest {

    @TempDir
    static Path folder;

    private static TestCertificates certificates;
    private static Path secret;

    @BeforeAll
    static void make() throws Exception {
        certificates = new TestCertificates(folder);
        secret = Files.writeString(folder.resolve("secret"), "hunter2\n");
    }

    private static MesosAccessOptions read(Values values) {
        return MesosAccessOptions.from(values, "zk://m:2181/mesos");
    }

    @Test
    void withoutAnythingNobodySaysWhoHeIs() throws Exception {
        Values values = Given.arguments();
        MesosAccessOptions access = read(values);
        assertThat(access).isEqualTo(MesosAccessOptions.open());
        assertThat(access.master().authorization().header()).isEmpty();
        assertThat(access.master().authorization().remedy()).contains("--mesos-principal", "--mesos-token-file");
    }

    @Test
    void aPrincipalWithItsSecret() throws Exception {
        Values values =
                Given.environment("MESOS_ELK_MESOS_PRINCIPAL", "elk", "MESOS_ELK_MESOS_SECRET_FILE", secret.toString());
        MesosAccessOptions access = read(values);
        assertThat(values.faults()).isEmpty();
        assertThat(access.principal()).hasValue("elk");
        assertThat(access.master().authorization().header()).hasValue("Basic ZWxrOmh1bnRlcjI=");
        assertThat(access.master().authorization().remedy())
                .isEqualTo("check --mesos-principal elk and --mesos-secret-file " + secret);
        assertThat(access.toString()).doesNotContain("hunter2");
    }

    @Test
    void aToken() throws Exception {
        Values values = Given.arguments("--mesos-token-file", secret.toString(), "--mesos-principal=elk");
        MesosAccessOptions access = read(values);
        assertThat(values.faults()).isEmpty();
        assertThat(access.master().authorization()).isInstanceOf(Authorization.Bearer.class);
        assertThat(access.master().authorization().header()).hasValue("Bearer hunter2");
    }

    @Test
    void filesThatCannotBeUsedAreFaultsThatNameOptionAndFile() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty"), "");
        Values values = Given.arguments(
                "--mesos-principal=elk",
                "--mesos-secret-file=" + folder.resolve("none"),
                "--mesos-ca-file=" + empty,
                "--mesos-cert-file=" + secret,
                "--mesos-key-file=" + secret);
        read(values);
        assertThat(values.faults())
                .hasSize(3)
                .anySatisfy(fault -> assertThat(fault)
                        .contains(
                                "--mesos-secret-file",
                                folder.resolve("none").toString(),
                                "the secret of principal elk"))
                .anySatisfy(fault -> assertThat(fault).contains("--mesos-ca-file", empty + " is empty"))
                .anySatisfy(fault -> assertThat(fault).contains("--mesos-cert-file", "BEGIN CERTIFICATE"))
                .noneSatisfy(fault -> assertThat(fault).contains("hunter2"));
    }

    @Test
    void whatDoesNotGoTogetherIsAFault() {
        assertFault("whose secret", "--mesos-secret-file=" + secret);
        assertFault(
                "exclude each other",
                "--mesos-principal=elk",
                "--mesos-secret-file=" + secret,
                "--mesos-token-file=" + secret);
        assertFault("no colon", "--mesos-principal=a:b", "--mesos-secret-file=" + secret);
        assertFault("belong together", "--mesos-cert-file=" + secret);
        assertFault("must be on or off", "--mesos-tls=yes");
        assertFault("leave one out", "--mesos-tls=off", "--mesos-ca-file=" + certificates.authority());
        assertFault("needs --agent-ca-file", "--agent-cert-file=/a", "--agent-key-file=/b");
    }

    private static void assertFault(String sentence, String... arguments) {
        Values values = Given.arguments(arguments);
        read(values);
        assertThat(values.faults()).singleElement().asString().contains(sentence);
    }

    @Test
    void aSecretOnTheCommandLineIsRefusedAndNotShown() {
        Values values = Given.arguments("--mesos-secret=hunter2");
        assertThat(values.faults())
                .singleElement()
                .asString()
                .contains("unknown option --mesos-secret")
                .doesNotContain("hunter2");
    }

    @Test
    void aCaMeansTls() {
        Values values = Given.arguments("--mesos-ca-file=" + certificates.authority());
        MesosAccessOptions access = read(values);
        assertThat(values.faults()).isEmpty();
        assertThat(access.master().tls()).isTrue();
        assertThat(access.master().context()).isPresent();
        assertThat(read(Given.arguments("--mesos-tls=on")).master().context()).isEmpty();
    }

    @Test
    void aMasterThatIsNamedWithoutTlsDoesNotGoWithACa() {
        Values values = Given.arguments("--mesos-ca-file=" + certificates.authority());
        MesosAccessOptions.from(values, "http://m:5050");
        assertThat(values.faults()).singleElement().asString().contains("write https://");
    }

    @Test
    void executorsAreToldWhereOnTheAgentsTheFilesAre() {
        Values values = Given.arguments(
                "--agent-ca-file=/etc/mesos/ca.pem",
                "--agent-cert-file=/etc/mesos/c.pem",
                "--agent-key-file=/etc/k.pem");
        assertThat(read(values).agentTls())
                .isEqualTo(Map.of(
                        "LIBPROCESS_SSL_ENABLED", "true",
                        "LIBPROCESS_SSL_CA_FILE", "/etc/mesos/ca.pem",
                        "LIBPROCESS_SSL_CERT_FILE", "/etc/mesos/c.pem",
                        "LIBPROCESS_SSL_KEY_FILE", "/etc/k.pem"));
        assertThat(values.faults()).isEmpty();
    }

    @Test
    void theMastersAddressIsShownWithoutZooKeepersCredentials() {
        Values values = Given.arguments("--mesos-master=zk://user:hunter2@m:2181/mesos");
        assertThat(MesosOptions.from(values, "me").toString()).doesNotContain("hunter2");
        assertThat(values.faults()).isEmpty();
    }

    @Test
    void zooKeepersCredentialsAreAFile() throws Exception {
        Path auth = Files.writeString(folder.resolve("auth"), "elk:hunter2\n");
        Values values = Given.arguments("--zookeeper=zk://a:2181", "--zookeeper-auth-file=" + auth);
        ZooKeeperOptions options = ZooKeeperOptions.from(values);
        assertThat(values.faults()).isEmpty();
        assertThat(options.access().digest()).isEqualTo(Optional.of("elk:hunter2"));
        assertThat(options.toString()).doesNotContain("hunter2").contains("as elk");
        Values inTheAddress = Given.arguments("--zookeeper=zk://elk:hunter2@a:2181");
        ZooKeeperOptions.from(inTheAddress);
        assertThat(inTheAddress.faults())
                .singleElement()
                .asString()
                .contains("--zookeeper-auth-file")
                .doesNotContain("hunter2");
        Values noColon = Given.arguments("--zookeeper=zk://a:2181", "--zookeeper-auth-file=" + secret);
        ZooKeeperOptions.from(noColon);
        assertThat(noColon.faults())
                .singleElement()
                .asString()
                .contains("user:password")
                .doesNotContain("hunter2");
    }
}
