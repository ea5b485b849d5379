package org.mesoselk.executor.kibana.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.kibana.KibanaTask;
import org.mesoselk.executor.kibana.Tasks;
import org.mesoselk.executor.kibana.distribution.Version;
import org.mesoselk.executor.kibana.version.Login;
import org.mesoselk.executor.kibana.version.VersionLine;
import org.mesoselk.executor.kibana.version.VersionLines;
import org.mesoselk.executor.kibana.version.Wanted;
import org.yaml.snakeyaml.Yaml;

class KibanaYmlTest {

    private static final String RELAY = "http://127.0.0.1:40001";
    private static final Login PASSWORD = new Login.Password("kibana_system", "12345");

    private static Wanted wanted(String version, boolean hasXPack, KibanaTask task, Login login) {
        return new Wanted(
                task,
                Version.of(version).orElseThrow(),
                hasXPack,
                Path.of("/sandbox/kibana/data"),
                Optional.of(RELAY),
                login);
    }

    private static VersionLine line(Wanted wanted) {
        return VersionLines.of(wanted.version()).orElseThrow();
    }

    private static Map<String, Object> yml(Wanted wanted) {
        assertThat(KibanaYml.faults(line(wanted), wanted)).isEmpty();
        return new Yaml().load(KibanaYml.text(line(wanted), wanted));
    }

    private static Map<String, Object> yml(String version, boolean hasXPack) {
        return yml(wanted(version, hasXPack, Tasks.task(), new Login.None()));
    }

    @Test
    void kibana5GetsOneUrlAndNothingThatItDoesNotKnow() {
        assertThat(yml("5.1.1", false))
                .containsOnly(
                        Map.entry("server.host", "10.0.0.5"),
                        Map.entry("server.port", 31601),
                        Map.entry("path.data", "/sandbox/kibana/data"),
                        Map.entry("server.name", "kibana-default-0"),
                        Map.entry("elasticsearch.url", RELAY));
    }

    @Test
    void kibana6ChangesFromUrlToHostsWithin() {
        assertThat(yml("6.5.4", false))
                .containsEntry("elasticsearch.url", RELAY)
                .doesNotContainKey("elasticsearch.hosts");
        assertThat(yml("6.6.0", false))
                .containsEntry("elasticsearch.hosts", List.of(RELAY))
                .doesNotContainKey("elasticsearch.url");
    }

    @Test
    void keysAreGivenOnlyToWhatKnowsThem() {
        assertThat(yml("6.8.23", false).keySet()).noneMatch(name -> name.startsWith("xpack."));
        assertThat(yml("6.8.23", true)).containsKeys("xpack.security.encryptionKey", "xpack.reporting.encryptionKey");
        assertThat(yml("7.5.2", true)).doesNotContainKey("xpack.encryptedSavedObjects.encryptionKey");
        assertThat(yml("7.6.0", true))
                .containsEntry(
                        "xpack.encryptedSavedObjects.encryptionKey",
                        Tasks.KEYS.key("xpack.encryptedSavedObjects.encryptionKey"));
        assertThat(yml("7.17.0", false).keySet()).noneMatch(name -> name.startsWith("xpack."));
        assertThat(yml("9.0.1", true)).containsKey("xpack.encryptedSavedObjects.encryptionKey");
    }

    @Test
    void telemetryIsOffWhereItsSettingIsKnown() {
        assertThat(yml("7.5.2", true)).doesNotContainKey("telemetry.optIn");
        assertThat(yml("7.6.0", false)).containsEntry("telemetry.optIn", false);
        assertThat(yml("8.15.3", true)).containsEntry("telemetry.optIn", false);
        assertThat(yml(wanted(
                        "8.15.3",
                        true,
                        Tasks.of(Map.of("telemetry.allowChangingOptInStatus", "false"), KibanaTask.Proxy.NONE),
                        new Login.None())))
                .doesNotContainKey("telemetry.optIn");
    }

    @Test
    void theBasePathIsRewrittenFrom63On() {
        KibanaTask behind = Tasks.of(Map.of(), Tasks.behind("/kibana", true));

        assertThat(yml(wanted("6.3.0", false, behind, new Login.None())))
                .containsEntry("server.basePath", "/kibana")
                .containsEntry("server.rewriteBasePath", true);
        Wanted old = wanted("6.2.4", false, behind, new Login.None());
        assertThat(KibanaYml.faults(line(old), old))
                .singleElement()
                .asString()
                .contains("Kibana 6.2.4 cannot take the base path off requests", "reverse proxy");
        KibanaTask withBundles = Tasks.of(Map.of("optimize.bundleDir", "/srv/bundles"), Tasks.behind("/kibana", true));
        Wanted older = wanted("5.6.16", false, withBundles, new Login.None());
        assertThat(KibanaYml.faults(line(older), older))
                .singleElement()
                .asString()
                .contains("reverse proxy");
    }

    @Test
    void aBasePathThatTheProxyTakesOffIsGoodForAllLinesAndKibana5WantsAPlaceForItsBundles() {
        KibanaTask behind = Tasks.of(Map.of(), Tasks.behind("/kibana", false));
        KibanaTask withBundles = Tasks.of(Map.of("optimize.bundleDir", "/srv/bundles"), Tasks.behind("/kibana", false));

        Wanted without = wanted("5.6.16", false, behind, new Login.None());
        assertThat(KibanaYml.faults(line(without), without))
                .singleElement()
                .asString()
                .contains("optimize.bundleDir", "5.6.16");
        assertThat(yml(wanted("5.6.16", false, withBundles, new Login.None())))
                .containsEntry("server.basePath", "/kibana")
                .doesNotContainKey("server.rewriteBasePath");
        assertThat(yml(wanted("8.0.0", true, behind, new Login.None()))).containsEntry("server.rewriteBasePath", false);
    }

    @Test
    void aWrongBasePathIsNamed() {
        for (String wrong : List.of("kibana", "/kibana/", "/")) {
            Wanted wanted = wanted("8.0.0", true, Tasks.of(Map.of(), Tasks.behind(wrong, false)), new Login.None());
            assertThat(KibanaYml.faults(line(wanted), wanted))
                    .singleElement()
                    .asString()
                    .contains("'" + wrong + "'");
        }
    }

    @Test
    void thePublicUrlIsGivenFrom711OnAndMustEndWithTheBasePath() {
        KibanaTask.Proxy proxy =
                new KibanaTask.Proxy(Optional.of("/kibana"), true, Optional.of("https://example.org/kibana"));
        KibanaTask task = Tasks.of(Map.of(), proxy);

        assertThat(yml(wanted("7.10.2", true, task, new Login.None()))).doesNotContainKey("server.publicBaseUrl");
        assertThat(yml(wanted("7.11.0", true, task, new Login.None())))
                .containsEntry("server.publicBaseUrl", "https://example.org/kibana");
        Wanted other = wanted(
                "8.1.0",
                true,
                Tasks.of(
                        Map.of(),
                        new KibanaTask.Proxy(Optional.of("/kibana"), true, Optional.of("https://example.org/"))),
                new Login.None());
        assertThat(KibanaYml.faults(line(other), other))
                .singleElement()
                .asString()
                .contains("must end with the base path");
    }

    @Test
    void aPasswordOfDigitsStaysAText() {
        assertThat(yml(wanted("8.15.3", true, Tasks.task(), PASSWORD)))
                .containsEntry("elasticsearch.username", "kibana_system")
                .containsEntry("elasticsearch.password", "12345");
    }

    @Test
    void aTokenIsKnownFrom8On() {
        Login token = new Login.Token("AAEAAWVs");

        assertThat(yml(wanted("8.15.3", true, Tasks.task(), token)))
                .containsEntry("elasticsearch.serviceAccountToken", "AAEAAWVs");
        Wanted old = wanted("7.17.0", true, Tasks.task(), token);
        assertThat(KibanaYml.faults(line(old), old)).singleElement().asString().contains("no service account tokens");
    }

    @Test
    void whatTheOperatorSaysWins() {
        KibanaTask task = Tasks.of(
                Map.of(
                        "server.name", "mine",
                        "elasticsearch.hosts", "[\"http://lb:9200\"]",
                        "elasticsearch.requestTimeout", "60000",
                        "elasticsearch.compression", "true",
                        "xpack.security.encryptionKey", "own".repeat(12),
                        "i18n.locale", "en"),
                KibanaTask.Proxy.NONE);

        assertThat(yml(wanted("8.15.3", true, task, PASSWORD)))
                .containsEntry("server.name", "mine")
                .containsEntry("elasticsearch.hosts", List.of("http://lb:9200"))
                .containsEntry("elasticsearch.requestTimeout", "60000")
                .containsEntry("elasticsearch.compression", true)
                .containsEntry("xpack.security.encryptionKey", "own".repeat(12))
                .containsEntry("elasticsearch.password", "12345");
    }

    @Test
    void theOperatorsUrlTakesThePlaceOfTheHosts() {
        KibanaTask task = Tasks.of(Map.of("elasticsearch.url", "http://lb:9200"), KibanaTask.Proxy.NONE);

        assertThat(yml(wanted("6.8.23", false, task, new Login.None())))
                .containsEntry("elasticsearch.url", "http://lb:9200")
                .doesNotContainKey("elasticsearch.hosts");
    }

    @Test
    void whatTheFrameworkOwnsCannotBeSet() {
        KibanaTask task = Tasks.of(
                Map.of("server.port", "80", "server.host", "0.0.0.0", "path.data", "/d"), KibanaTask.Proxy.NONE);
        Wanted wanted = wanted("8.15.3", true, task, new Login.None());

        assertThat(KibanaYml.faults(line(wanted), wanted)).hasSize(3).allMatch(fault -> fault.contains("remove it"));
    }

    @Test
    void textsThatAreNoJsonAreQuoted() {
        KibanaTask task = Tasks.of(
                Map.of("server.customResponseHeaders", "{\"X-A\": \"b\"}", "elasticsearch.pingTimeout", "[oh: no"),
                KibanaTask.Proxy.NONE);

        assertThat(yml(wanted("7.17.0", false, task, new Login.None())))
                .containsEntry("server.customResponseHeaders", Map.of("X-A", "b"))
                .containsEntry("elasticsearch.pingTimeout", "[oh: no");
    }

    @Test
    void aSecretThatKibanaWouldReplaceIsRefused() {
        Wanted wanted = wanted("8.15.3", true, Tasks.task(), new Login.Password("u", "a${b}"));

        assertThat(KibanaYml.faults(line(wanted), wanted))
                .singleElement()
                .asString()
                .doesNotContain("a${b}");
    }

    @Test
    void noSecretIsInAToString() {
        Wanted wanted = wanted("8.15.3", true, Tasks.task(), PASSWORD);

        assertThat(wanted.toString()).doesNotContain("12345", Tasks.KEYS.secret());
        assertThat(line(wanted).settings(wanted).toString())
                .doesNotContain("12345", Tasks.KEYS.key("xpack.security.encryptionKey"));
    }

    @Test
    void linesBefore5AndAfter9AreRefused() {
        assertThat(VersionLines.of(Version.of("4.6.6").orElseThrow())).isEmpty();
        assertThat(VersionLines.of(Version.of("10.0.0").orElseThrow())).isEmpty();
        assertThat(VersionLines.unsupported(Version.of("4.6.6").orElseThrow())).contains("4.6.6", "5.x to 9.x");
    }
}
