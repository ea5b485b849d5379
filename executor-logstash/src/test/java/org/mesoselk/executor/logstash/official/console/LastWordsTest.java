package org.mesoselk.executor.logstash.official.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.executor.logstash.Recorded;

/** On the output of a real Logstash 8.15.0. */
class LastWordsTest {

    private static String of(String recording) {
        return LastWords.of(Entry.of(Recorded.lines(recording))).orElse("nothing");
    }

    private static Optional<String> invalid(String recording) {
        return LastWords.invalid(Entry.of(Recorded.lines(recording)));
    }

    @Test
    void aTextThatIsNoConfigurationIsToldWithLineAndColumn() {
        assertThat(of("syntax-bad-run.log"))
                .startsWith("Expected one of")
                .contains("at line 2, column 17 (byte 50) after input { generator { count => 1 } output { stdout");
        assertThat(invalid("syntax-bad-t.log")).contains(of("syntax-bad-run.log"));
    }

    @Test
    void aPluginThatIsNotThereIsNamed() {
        assertThat(of("unknown-plugin-run.log"))
                .isEqualTo("Unable to configure plugins: (PluginLoadingError) Couldn't find any filter plugin named"
                        + " 'frobnicate'. Are you sure this is correct? Trying to load the frobnicate filter plugin resulted"
                        + " in this error: Unable to load the requested plugin named frobnicate of type filter. The plugin"
                        + " is not installed.");
        assertThat(invalid("unknown-plugin-t.log")).contains(of("unknown-plugin-run.log"));
    }

    @Test
    void whatIsWrongWithASettingIsWhatThePluginSaidBefore() {
        assertThat(of("unknown-option-run.log")).isEqualTo("Unknown setting 'colour' for generator");
        assertThat(of("missing-required-run.log"))
                .isEqualTo(
                        "Missing a required setting for the file input plugin: input { file { path => # SETTING MISSING"
                                + " ... } }");
    }

    @Test
    void aVariableWithoutAValueIsNamed() {
        assertThat(invalid("envvar-undefined-t.log").orElseThrow()).contains("Cannot evaluate `${NOPE_UNDEF}`");
    }

    @Test
    void whyItDidNotStartAtAllIsTold() {
        assertThat(of("path-data-lock.log")).contains("another instance using the configured data directory");
        assertThat(of("api-port-in-use.log")).contains("Logstash tried to bind to port 9631");
        assertThat(of("settings-unknown-key.log"))
                .isEqualTo("its settings are invalid: Failed to coerce value to Integer. Received many (String)");
        assertThat(of("unknown-flag.log")).isEqualTo("Unrecognised option '--frobnicate'");
        assertThat(of("no-config-at-all.log")).startsWith("Pipelines YAML file is empty.");
        assertThat(of("as-root-settings-allow_superuser-false.log"))
                .isEqualTo("RuntimeError: Logstash cannot be run as superuser.");
    }

    @Test
    void aGoodConfigurationIsNotInvalid() {
        assertThat(invalid("syntax-good-t.log")).isEmpty();
        assertThat(of("syntax-good-t.log")).isEqualTo("nothing");
    }

    /** Its flags, which it prints, have the word in them. */
    @Test
    void noMemoryIsToldOnlyWhenThereIsNone() {
        assertThat(of("startup-default.log")).isEqualTo("nothing");
        assertThat(LastWords.of(Entry.of(List.of(
                        "Error occurred during initialization of VM",
                        "Could not reserve enough space for 8388608KB object heap"))))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("it has no memory (Could not reserve")
                        .contains("larger heap"));
    }
}
