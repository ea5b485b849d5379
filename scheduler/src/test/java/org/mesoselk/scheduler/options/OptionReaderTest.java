package org.mesoselk.scheduler.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class OptionReaderTest {

    static List<Flag> flags() {
        return ElasticsearchFlags.all();
    }

    @ParameterizedTest
    @MethodSource("flags")
    void everyOptionIsReadFromTheEnvironment(Flag flag) {
        Values values = Given.environment(flag.variable(), "some-value");
        assertThat(values.text(flag.name())).contains("some-value");
        assertThat(values.faults()).isEmpty();
    }

    @Test
    void theCommandLineWinsOverTheEnvironment() {
        Values values = Given.read(Map.of("MESOS_ELK_ROLE", "a"), "--role", "b");
        assertThat(values.text("--role")).contains("b");
    }

    @Test
    void anEmptyVariableIsNotGiven() {
        assertThat(Given.environment("MESOS_ELK_ROLE", " ").text("--role")).contains("*");
    }

    @Test
    void linesOfAVariableAreSeveralValuesOfAnOptionThatMayHaveThem() {
        Values values = Given.environment("MESOS_ELK_CONSTRAINT", "a:IS:b\nc:IS:d;e;f\n");
        assertThat(values.all("--constraint"))
                .extracting(Values.Given::value)
                .containsExactly("a:IS:b", "c:IS:d", "e", "f");
        assertThat(values.faults()).isEmpty();
    }

    @Test
    void severalLinesForAnOptionWithOneValueAreAFaultThatNamesBoth() {
        assertThat(Given.environment("MESOS_ELK_ROLE", "a\nb").faults())
                .containsExactly("MESOS_ELK_ROLE is given as a and b: --role takes one value");
        assertThat(Given.environment("MESOS_ELK_ROLE", "a;b\n").text("--role")).contains("a;b");
    }

    @Test
    void unknownOptionIsNamedWithItsNearest() {
        assertThat(Given.arguments("--api-prot", "80", "--role", "x").faults())
                .containsExactly("unknown option --api-prot: did you mean --api-port?");
        assertThat(Given.arguments("--utterly-different=1").faults())
                .containsExactly("unknown option --utterly-different: --help lists what there is");
    }

    @Test
    void unknownVariableIsNamedWithItsNearest() {
        assertThat(Given.environment("MESOS_ELK_NODE", "3", "OTHER", "x").faults())
                .containsExactly("unknown environment variable MESOS_ELK_NODE: did you mean MESOS_ELK_NODES?");
    }

    @Test
    void strayArgumentIsNamed() {
        assertThat(Given.arguments("5").faults()).singleElement().asString().contains("unexpected argument 5");
    }

    @Test
    void anOptionWithoutItsValueOrGivenTwiceIsAFault() {
        assertThat(Given.arguments("--nodes").faults()).isNotEmpty();
        assertThat(Given.arguments("--nodes=3", "--nodes=4").faults()).isNotEmpty();
    }

    @Test
    void allFaultsOfAllGroupsComeTogether() {
        CommandLine line = new CommandLine(ElasticsearchOptions.command());
        assertThatThrownBy(() -> ElasticsearchOptions.from(
                        line.parseArgs("--nodes=-1", "--bogus", "--kill-grace=x", "--zookeeper=y"),
                        Map.of(),
                        List.of(Path.of("/nowhere")),
                        "me"))
                .isInstanceOfSatisfying(
                        OptionFaults.class,
                        faults -> assertThat(faults.faults())
                                .hasSize(7)
                                .anySatisfy(fault -> assertThat(fault).contains("--nodes"))
                                .anySatisfy(fault -> assertThat(fault).contains("--bogus"))
                                .anySatisfy(fault -> assertThat(fault).contains("--kill-grace"))
                                .anySatisfy(fault -> assertThat(fault).contains("--zookeeper y"))
                                .anySatisfy(fault -> assertThat(fault).contains("--mesos-master is missing"))
                                .anySatisfy(fault -> assertThat(fault).contains("--elasticsearch-home"))
                                .anySatisfy(fault -> assertThat(fault).contains("--executor-jar is missing")));
    }

    @Test
    void distanceCountsEdits() {
        assertThat(Nearest.edits("kitten", "sitting")).isEqualTo(3);
        assertThat(Nearest.edits("", "abc")).isEqualTo(3);
        assertThat(Nearest.edits("same", "same")).isZero();
    }
}
