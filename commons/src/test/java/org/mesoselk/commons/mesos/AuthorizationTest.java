package org.mesoselk.commons.mesos;

import static org.apache.mesos.v1.scheduler.Protos.Event.Type.SUBSCRIBED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.security.SecretFile;

class AuthorizationTest extends SchedulerTestBase {

    @TempDir
    Path folder;

    private SecretFile secret;

    @BeforeEach
    void write() throws IOException {
        secret = new SecretFile(Files.writeString(folder.resolve("secret"), "hunter2\n"), "the secret");
        master.onSubscribe = (call, connection) -> {
            if (wants().equals(lastHeader())) {
                master.subscribe(connection, 15);
            } else {
                connection.answer(401, "");
            }
        };
    }

    private static String wants() {
        return "Basic " + Base64.getEncoder().encodeToString("elk:hunter2".getBytes(StandardCharsets.UTF_8));
    }

    private String lastHeader() {
        return master.requests.get(master.requests.size() - 1).headers().getOrDefault("Authorization", "");
    }

    @Test
    void principalAndSecretAreTakenFromTheFile() {
        start(builder(master.hostPort()).authorization(Authorization.basic("elk", secret, "check the secret")));
        eventually(() -> assertThat(log.types()).containsExactly(SUBSCRIBED));
        assertThat(log.refusals).isEmpty();
    }

    @Test
    void aWrongSecretIsToldWithWhatToLookAtAndTriedAgainUntilItIsRight() throws Exception {
        Files.writeString(secret.path(), "wrong");
        start(builder(master.hostPort()).authorization(Authorization.basic("elk", secret, "check the secret")));
        eventually(() -> assertThat(log.refusals).hasSizeGreaterThan(1));
        assertThat(log.refusals)
                .containsOnly("The master at " + master.uri()
                        + "/api/v1/scheduler does not take the credentials (401); check the secret");
        assertThat(log.disconnections).isEmpty();

        Files.writeString(secret.path(), "hunter2");
        eventually(() -> assertThat(log.types()).containsExactly(SUBSCRIBED));
    }

    @Test
    void aTokenIsReadAnewAndOneThatIsRefusedLaterEndsTheSubscription() throws Exception {
        master.onSubscribe = (call, connection) -> master.subscribe(connection, 15);
        master.onCall = (call, connection) -> connection.answer(401, "");
        Files.writeString(secret.path(), "first\n");
        MesosSchedulerClient client =
                start(builder(master.hostPort()).authorization(Authorization.bearer(secret, "check the token")));
        eventually(() -> assertThat(log.types()).containsExactly(SUBSCRIBED));
        assertThat(lastHeader()).isEqualTo("Bearer first");

        Files.writeString(secret.path(), "second\n");
        assertThat(result(client.send(call(Call.Type.REVIVE)))).isInstanceOf(CallResult.Undelivered.class);
        assertThat(lastHeader()).isEqualTo("Bearer second");
        eventually(() -> assertThat(log.types()).containsExactly(SUBSCRIBED, SUBSCRIBED));
        assertThat(log.disconnections).first().asString().contains("the credentials were refused (401)");
    }

    @Test
    void aSecretThatCannotBeReadIsToldAndNothingIsSent() throws Exception {
        Files.writeString(secret.path(), "");
        start(builder(master.hostPort()).authorization(Authorization.basic("elk", secret, "check the secret")));
        eventually(() -> assertThat(log.disconnections).isNotEmpty());
        assertThat(log.disconnections)
                .first()
                .asString()
                .endsWith(secret.path() + " is empty: write the secret into it");
        assertThat(master.requests).isEmpty();
    }

    @Test
    void nothingShowsTheSecret() {
        assertThat(Authorization.basic("elk", secret, "check it").toString()).doesNotContain("hunter2");
        assertThat(Authorization.bearer(secret, "check it").toString()).doesNotContain("hunter2");
    }
}
