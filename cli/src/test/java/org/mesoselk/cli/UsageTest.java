package org.mesoselk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.home.Settings;

class UsageTest {

    @TempDir
    private Path temp;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    ""                                            | Which command?
                    fly                                           | fly
                    up --nods 3                                   | --nods
                    up --nodes 0                                  | --nodes 0 must be 1 or more
                    up --nodes -1                                 | --nodes -1 must be 1 or more
                    up --nodes three                              | 'three' is not an int
                    up --agents 0                                 | --agents 0
                    up --cpus 0                                   | --cpus 0.0 must be more than 0
                    up --cpus NaN                                 | --cpus NaN
                    up --timeout soon                             | 'soon' is no duration
                    up --set replicas                             | replicas
                    up --elasticsearch-home /no/such              | /no/such is not a directory
                    up --elasticsearch-url es.tgz                 | must begin with
                    up --elasticsearch-url https://host/es.deb    | neither a .tar.gz nor a .zip
                    up --elasticsearch-url https://h/e.zip#sha512=1 | 128 hex digits
                    up --elasticsearch-url https://h/e.zip --elasticsearch-home / | not both
                    scale                                         | FRAMEWORK
                    scale elasticsearch                           | N
                    scale elasticsearch 0                         | give 1 node or more
                    scale elasticsearch -2                        | give 1 node or more
                    scale elasticsearch many                      | 'many' is not an int
                    scale redis 3                                 | redis
                    scale kibana                                  | N
                    scale kibana -1                               | give 0 instances or more
                    scale kibana 2 --dry-run                      | --dry-run goes with elasticsearch
                    scale kibana 2 --confirm                      | --confirm goes with elasticsearch
                    scale elasticsearch 2 --group x               | --group goes with kibana
                    up --kibana-home /no/such                     | --kibana-home /no/such is not a directory
                    up --kibana-home /                            | --kibana-home / has no src/cli
                    up --kibana-url k.tgz                         | --kibana-url k.tgz must begin with
                    up --kibana-url https://h/k.deb               | neither a .tar.gz nor a .zip
                    up --kibana-url https://h/k.zip --kibana-home / | not both
                    up --kibana-instances 0                       | --kibana-instances 0 must be 1 or more
                    up --without-kibana --stack 5                 | not both
                    up --without-kibana --kibana-home /           | not both
                    up --set-kibana base-path                     | 'base-path' must be written as OPTION=VALUE
                    up --stack 8                                  | --stack 8 is not to be had
                    up --stack five                               | 'five' is not an int
                    up --stack 5 --nodes 3                        | --nodes 3 does not go with --stack 5
                    up --stack 5 --elasticsearch-url https://h/e.zip | --stack 5 brings its own Elasticsearch
                    up --stack 5 --kibana-url https://h/k.zip     | --stack 5 brings its own Kibana
                    status --xml                                  | --xml
                    up --set-logstash engine                      | 'engine' must be written as OPTION=VALUE
                    up --set-logstash =forwarder                  | '=forwarder' must be written as OPTION=VALUE
                    up --set-mesos a=1 --set-mesos a=2            | --set-mesos a is given twice
                    up --with-logstash --without-logstash         | not both
                    logs                                          | NAME
                    logs es-default-0 --task web                  | not both
                    logs --task= --since 5m                       | --task is empty
                    logs --task web --since soon                  | 'soon' is no duration
                    logs --task web --since -5m                   | '-5m' is no duration
                    logs --task web -n 0                          | -n 0 must be 1 to 10000
                    logs --task web -n 10001                      | --since without -n shows all
                    logs zookeeper --since 5m                     | --since goes with --task
                    logs zookeeper -f                             | --follow goes with --task
                    logs nobody                                   | no log of nobody
                    down --wipe                                   | --yes
                    up --schedulers 0                             | --schedulers 0 must be 1 or more
                    up --masters 0                                | --masters 0 must be 1 or more
                    demo                                          | FROM-TO-BACK
                    demo 1-49                                     | '1-49' is no plan
                    demo 3-3-1                                    | must lead from 1 or more
                    demo 1-50-3                                   | at most 49
                    chaos --minutes 0                             | --minutes 0 must be 1 or more
                    simulate                                      | --seeds FROM-TO
                    """)
    void wrong_usage_is_one_sentence_that_names_the_fault_and_code_2(String line, String named) throws IOException {
        Path home = home();
        Elk elk = Elk.run(
                environment(home), line.isBlank() ? new String[0] : line.strip().split(" +"));
        assertThat(elk.err()).contains(named).startsWith("elk: ").doesNotContain("\tat ", "Exception");
        assertThat(elk.err().strip().lines()).hasSize(1);
        assertThat(elk.exitCode()).isEqualTo(2);
        assertThat(elk.out()).isEmpty();
        assertThat(home).isDirectoryContaining(file -> file.endsWith("elk.json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "up --help",
                "down --help",
                "status --help",
                "scale --help",
                "logs -h",
                "demo --help",
                "chaos --help",
                "simulate --help",
                "--version"
            })
    void help_is_short_and_needs_no_home(String line) {
        Elk elk = Elk.run(Map.of(), line.split(" "));
        assertThat(elk.exitCode()).isZero();
        assertThat(elk.out().lines().count()).isBetween(1L, 55L);
        assertThat(elk.err()).isEmpty();
    }

    @Test
    void without_a_home_and_a_launcher_it_says_which_option_is_missing() {
        Elk elk = Elk.run(Map.of(), "status");
        assertThat(elk.exitCode()).isEqualTo(2);
        assertThat(elk.err()).contains("--home DIR").contains("ELK_HOME");
    }

    @Test
    void an_option_given_beats_the_environment_which_beats_the_launchers_folder() {
        Map<String, String> both = Map.of("ELK_ROOT", "/root-of-elk", "ELK_HOME", "/of-environment");
        assertThat(Elk.run(both, "status", "--home", "/given").out()).contains("/given, stopped");
        assertThat(Elk.run(both, "--home", "/given", "status").out()).contains("/given, stopped");
        assertThat(Elk.run(both, "status").out()).contains("/of-environment, stopped");
        assertThat(Elk.run(Map.of("ELK_ROOT", "/root-of-elk"), "status").out()).contains("/root-of-elk/.elk, stopped");
    }

    @Test
    void scaling_an_installation_that_does_not_run_fails_with_the_remedy() throws IOException {
        Elk elk = Elk.run(environment(home()), "scale", "elasticsearch", "5");
        assertThat(elk.exitCode()).isEqualTo(1);
        assertThat(elk.err()).contains("does not run: elk up starts it");
    }

    @Test
    void scaling_a_kibana_that_an_installation_does_not_have_says_how_to_get_one() throws IOException {
        Elk elk = Elk.run(environment(home()), "scale", "kibana", "2");
        assertThat(elk.exitCode()).isEqualTo(1);
        assertThat(elk.err())
                .contains("There is no Kibana", "--kibana-home DIR or --kibana-url URL")
                .hasLineCount(1);
    }

    @Test
    void a_home_with_data_of_another_elasticsearch_does_not_become_one_of_stack_5() throws IOException {
        Path home = home();
        Settings.standard().asMade().write(new Home(home));
        Elk elk = Elk.run(environment(home), "up", "--stack", "5");
        assertThat(elk.exitCode()).isEqualTo(2);
        assertThat(elk.err()).contains("made without --stack 5", "--home").hasLineCount(1);
    }

    @Test
    void searching_the_logs_of_an_installation_that_does_not_run_fails_with_the_remedy() throws IOException {
        Elk elk = Elk.run(environment(home()), "logs", "--task", "web");
        assertThat(elk.exitCode()).isEqualTo(1);
        assertThat(elk.err())
                .contains("Elasticsearch cannot be searched", "does not run: elk up starts it")
                .hasLineCount(1);
    }

    @Test
    void chaos_without_an_installation_says_how_to_start_one() throws IOException {
        Elk elk = Elk.run(environment(home()), "chaos", "--seed", "3");
        assertThat(elk.exitCode()).isEqualTo(1);
        assertThat(elk.err()).contains("no installation").contains("elk up --separate");
    }

    @Test
    void a_demonstration_touches_no_home_that_is_there_already() throws IOException {
        Path home = home();
        Elk elk = Elk.run(environment(home), "demo", "1-2-1", "--home", home.toString());
        assertThat(elk.exitCode()).isEqualTo(2);
        assertThat(elk.err()).contains("already").contains("down --wipe");
        assertThat(home.resolve("elk.json")).exists();
    }

    @Test
    void a_damaged_elk_json_is_named_and_nothing_is_started() throws IOException {
        Path home = home();
        Files.writeString(home.resolve("elk.json"), "{\"version\": 1, ");
        Elk elk = Elk.run(environment(home), "up");
        assertThat(elk.exitCode()).isEqualTo(1);
        assertThat(elk.err()).contains("elk.json").doesNotContain("\tat ");
        assertThat(home.resolve("logs")).doesNotExist();
    }

    @Test
    void up_in_a_checkout_that_is_not_built_says_so_and_starts_nothing() throws IOException {
        Path home = home();
        Path distribution = FakeDistribution.unpacked(temp.resolve("es"));
        Elk elk = Elk.run(environment(home), "up", "--elasticsearch-home", distribution.toString());
        assertThat(elk.exitCode()).isEqualTo(1);
        assertThat(elk.err()).contains("is not built");
        assertThat(home.resolve("logs")).doesNotExist();
    }

    private Map<String, String> environment(Path home) {
        return Map.of("ELK_HOME", home.toString(), "ELK_ROOT", temp.toString());
    }

    private Path home() throws IOException {
        Path home = temp.resolve("home");
        Files.createDirectories(home);
        Files.writeString(home.resolve(".mesos-elk-home"), "");
        Settings.standard().write(new Home(home));
        return home;
    }
}
