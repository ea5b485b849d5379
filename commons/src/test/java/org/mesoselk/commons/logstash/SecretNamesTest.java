package org.mesoselk.commons.logstash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretNamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"TOKEN", "db_password", "_X1", "ELASTICSEARCH_PASSWORD", "PATHS"})
    void aVariableThatNothingElseUsesIsFree(String name) {
        assertThat(SecretNames.fault(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A-B", "1A", "A.B", "A=B", "A B", "Ä"})
    void whatCanBeNoVariableIsNamed(String name) {
        assertThat(SecretNames.fault(name))
                .hasValueSatisfying(clause ->
                        assertThat(clause).startsWith("'" + name + "' is no name of an environment variable"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATH", "HOME", "LD_PRELOAD", "LS_JAVA_OPTS", "JAVA_TOOL_OPTIONS", "MESOS_AGENT_ID"})
    void aSecretTakesNoVariableByWhichAProcessIsToldWhatToDo(String name) {
        assertThat(SecretNames.fault(name))
                .hasValueSatisfying(clause -> assertThat(clause).contains(name, "choose another name"));
    }

    @Test
    void theAccessToElasticsearchHasItsOwnOptions() {
        assertThat(SecretNames.accessFault("ELASTICSEARCH_PASSWORD"))
                .hasValueSatisfying(clause -> assertThat(clause).contains("--elasticsearch-credentials-file"));
        assertThat(SecretNames.accessFault("TOKEN")).isEmpty();
    }
}
