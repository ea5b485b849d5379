package org.mesoselk.scheduler.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApiOptionsTest {

    @Test
    void defaultsToLoopbackAndAnyFreePort() {
        ApiOptions options = ApiOptions.from(Given.arguments(), Map.of());
        assertThat(options).isEqualTo(new ApiOptions("127.0.0.1", 0, Optional.empty(), Optional.empty()));
        assertThat(options.reachedAt(8080)).isEqualTo("http://127.0.0.1:8080");
    }

    @Test
    void explicit() {
        Values values = Given.arguments(
                "--api-host=0.0.0.0",
                "--api-port=81",
                "--api-advertise=https://elk.example/es/",
                "--api-announce=/run/x");
        ApiOptions options = ApiOptions.from(values, Map.of("PORT0", "82"));
        assertThat(values.faults()).isEmpty();
        assertThat(options)
                .isEqualTo(new ApiOptions(
                        "0.0.0.0",
                        81,
                        Optional.of(URI.create("https://elk.example/es/")),
                        Optional.of(Path.of("/run/x"))));
        assertThat(options.reachedAt(81)).isEqualTo("https://elk.example/es");
    }

    @Test
    void marathonsPortIsTakenWhenNoneIsGiven() {
        assertThat(ApiOptions.from(Given.arguments(), Map.of("PORT0", "31001")).port())
                .isEqualTo(31001);
        assertThat(ApiOptions.from(Given.arguments(), Map.of("PORT_API", "31002"))
                        .port())
                .isEqualTo(31002);
    }

    @Test
    void wildcardAddressIsAdvertisedByName() {
        ApiOptions options = ApiOptions.from(Given.arguments("--api-host=0.0.0.0"), Map.of());
        assertThat(options.reachedAt(1)).doesNotContain("0.0.0.0");
        assertThat(options.hostname()).isNotEqualTo("0.0.0.0");
    }

    @Test
    void faults() {
        Values values = Given.arguments("--api-port=70000", "--api-advertise=nowhere");
        ApiOptions.from(values, Map.of());
        assertThat(values.faults())
                .hasSize(2)
                .anySatisfy(fault -> assertThat(fault).contains("--api-port 70000"))
                .anySatisfy(fault -> assertThat(fault).contains("--api-advertise nowhere"));
        Values marathon = Given.arguments();
        ApiOptions.from(marathon, Map.of("PORT0", "x"));
        assertThat(marathon.faults()).singleElement().asString().contains("PORT0=x");
    }
}
