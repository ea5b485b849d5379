package org.mesoselk.localmesos.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {

    @TempDir
    Path folder;

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(String text) throws Exception {
        return Files.writeString(folder.resolve("credentials"), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"credentials\": [{\"principal\": \"elk\", \"secret\": \"hunter2\"}, {\"principal\": \"b\", \"secret\": \"c\"}]}",
                "elk hunter2\nb c\n",
                "elk  hunter2"
            })
    void bothFormsOfMesosCredentialsAreRead(String text) throws Exception {
        Credentials credentials = Credentials.read(write(text));
        assertThat(credentials.authenticate(basic("elk:hunter2"))).hasValue(Principal.named("elk"));
        assertThat(credentials.toString()).contains("elk").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"elk:wrong", "elk", "elk:hunter2:3", "other:hunter2", ":", "elk:"})
    void anythingElseIsNobody(String pair) throws Exception {
        Credentials credentials = Credentials.read(write("elk hunter2"));
        assertThat(credentials.authenticate(basic(pair))).isEmpty();
        assertThat(credentials.authenticate("Basic %%%")).isEmpty();
        assertThat(credentials.authenticate("Bearer hunter2")).isEmpty();
    }

    @Test
    void aFileThatIsNoneIsToldWithoutWhatIsInIt() throws Exception {
        assertThatThrownBy(() -> Credentials.read(folder.resolve("none"))).hasMessageContaining("cannot be read");
        Path three = write("elk hunter2 more");
        assertThatThrownBy(() -> Credentials.read(three))
                .hasMessageContaining("line 1")
                .hasMessageNotContaining("hunter2");
        Path json = write("{\"credentials\": hunter2");
        assertThatThrownBy(() -> Credentials.read(json))
                .hasMessageContaining("is not JSON")
                .hasMessageNotContaining("hunter2");
        Path empty = write("");
        assertThatThrownBy(() -> Credentials.read(empty)).hasMessageContaining("names no principal");
    }

    @Test
    void anExecutorIsKnownByItsTokenAlsoAfterARestart() throws Exception {
        Path key = Files.writeString(folder.resolve("key"), "secret key");
        String token = ExecutorTokens.read(key).token("f", "e", "c");
        assertThat(ExecutorTokens.read(key).authenticate("Bearer " + token))
                .hasValue(new Principal("", Map.of("fid", "f", "eid", "e", "cid", "c")));
    }

    @Test
    void aForgedTokenIsNobodys() throws Exception {
        ExecutorTokens tokens = ExecutorTokens.read(Files.writeString(folder.resolve("key"), "secret key"));
        String token = tokens.token("f", "e", "c");
        String other = ExecutorTokens.read(Files.writeString(folder.resolve("other"), "another key"))
                .token("f", "e", "c");
        String forged = tokens.token("f", "other", "c");
        String mixed = forged.substring(0, forged.lastIndexOf('.')) + token.substring(token.lastIndexOf('.'));
        for (String header :
                new String[] {"Bearer " + other, "Bearer " + mixed, "Bearer x", "Bearer ", "Basic " + token, token}) {
            assertThat(tokens.authenticate(header)).as(header).isEmpty();
        }
    }

    @Test
    void whatIsRequiredMustBePossible() {
        assertThatThrownBy(() -> new HttpSecurity(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of(Realm.EXECUTOR)))
                .hasMessageContaining("--executor_secret_key");
        assertThatThrownBy(() -> new HttpSecurity(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(Realm.SCHEDULER)))
                .hasMessageContaining("No credentials provided")
                .hasMessageContaining("--credentials");
    }
}
