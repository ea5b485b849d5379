package org.mesoselk.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OptionValueTest {

    @Test
    void an_option_that_is_set_several_times_keeps_all_values_in_their_order() {
        assertThat(OptionValue.together(given("pipeline=b=/b.conf", "engine=logstash", "pipeline=a=/a.conf;x")))
                .containsEntry("pipeline", "b=/b.conf\na=/a.conf;x")
                .containsEntry("engine", "logstash")
                .hasSize(2);
    }

    @Test
    void of_what_takes_one_value_the_option_that_is_given_twice_is_named() {
        assertThat(OptionValue.single("--set-mesos", given("a=1", "b=2", "c=")))
                .hasSize(3)
                .containsEntry("c", "");
        assertThatThrownBy(() -> OptionValue.single("--set-mesos", given("a=1", "b=2", "a=1")))
                .isInstanceOf(Failure.class)
                .hasMessage("--set-mesos a is given twice: give it once");
    }

    private static List<OptionValue> given(String... texts) {
        OptionValue.Converter converter = new OptionValue.Converter();
        return Stream.of(texts).map(converter::convert).toList();
    }
}
