package org.mesoselk.executor.kibana.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CompatibilityTest {

    @Test
    void theSameVersionWorks() {
        assertThat(Compatibility.fault("8.19.20", "8.19.20")).isEmpty();
    }

    @Test
    void anOlderKibanaOfTheSameMajorWorks() {
        assertThat(Compatibility.fault("5.1.1", "5.6.16")).isEmpty();
        assertThat(Compatibility.fault("8.9.0", "8.19.20")).isEmpty();
    }

    @Test
    void anotherMajorIsRefusedWithTheRemedy() {
        assertThat(Compatibility.fault("9.0.1", "8.19.20"))
                .contains("Kibana 9.0.1 cannot work with Elasticsearch 8.19.20: both must be of one major version;"
                        + " give a Kibana 8.x, of 8.19.20 or older.");
        assertThat(Compatibility.fault("7.17.0", "8.0.0")).isPresent();
    }

    @Test
    void aNewerMinorIsRefusedAsKibanaItselfRefusesIt() {
        assertThat(Compatibility.fault("8.10.0", "8.9.2"))
                .contains("Kibana 8.10.0 cannot work with Elasticsearch 8.9.2: it must not be newer; upgrade"
                        + " Elasticsearch first, or give a Kibana 8.9.");
    }

    @Test
    void aNewerPatchLevelWorks() {
        assertThat(Compatibility.fault("8.9.3", "8.9.2")).isEmpty();
    }

    @Test
    void qualifiersDoNotMatter() {
        assertThat(Compatibility.fault("9.0.0-rc1", "9.0.0-rc1")).isEmpty();
        assertThat(Compatibility.fault("9.0.0-rc1", "8.19.0-SNAPSHOT")).isPresent();
    }
}
