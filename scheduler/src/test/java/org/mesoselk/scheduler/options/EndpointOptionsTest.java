package org.mesoselk.scheduler.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointOptionsTest {

    @Test
    void aFixedListTakesThePlaceOfTheFramework() {
        Values values = Given.logstash("--elasticsearch-endpoints=http://es1:9200, https://es2:9243/");
        assertThat(EndpointOptions.from(values))
                .isEqualTo(new EndpointOptions(Optional.empty(), List.of("http://es1:9200", "https://es2:9243")));
        assertThat(values.faults()).isEmpty();
    }

    @Test
    void bothTogetherAreAFault() {
        Values values = Given.logstash("--elasticsearch-endpoints=http://es1:9200", "--elasticsearch-framework=search");
        EndpointOptions.from(values);
        assertThat(values.faults()).singleElement().asString().contains("exclude each other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"es1:9200", "http://es1", "ftp://es1:9200", "http://es1:9200/logs", "http://es1:0", " "})
    void whatIsNoEndpointIsAFault(String endpoint) {
        Values values = Given.logstash("--elasticsearch-endpoints=http://es0:9200," + endpoint);
        EndpointOptions.from(values);
        assertThat(values.faults()).singleElement().asString().contains("must be http(s)://host:port");
    }

    @Test
    void credentialsInAUrlAreRefusedAndNotShown() {
        Values values = Given.logstash("--elasticsearch-endpoints=http://elastic:s3cret@es1:9200");
        EndpointOptions.from(values);
        assertThat(values.faults())
                .singleElement()
                .asString()
                .contains("must have no credentials")
                .doesNotContain("s3cret");
    }
}
