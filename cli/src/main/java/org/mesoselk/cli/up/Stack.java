package org.mesoselk.cli.up;

import java.util.Optional;
import java.util.OptionalInt;
import org.mesoselk.cli.home.Settings;

/**
 * {@code --stack 5}: Elasticsearch, a Logstash on every agent and a Kibana that fit together and that the registries have. What
 * it brings cannot be chosen besides.
 */
final class Stack {

    static final int ONLY = 5;

    private Stack() {}

    /** Why what was said cannot be done with a home that has {@code stored}, with the remedy; empty when it can. */
    static Optional<String> fault(Settings stored, UpOptions said) {
        if (said.stack().filter(number -> number != ONLY).isPresent()) {
            return Optional.of(
                    "--stack " + said.stack().get() + " is not to be had: of the registries' Kibanas there is"
                            + " only --stack 5; name another Kibana with --kibana-home or --kibana-url");
        }
        if (said.stack().isPresent() && stored.made() && stored.stack().isEmpty()) {
            return Optional.of(
                    "This home was made without --stack 5, and its data is of another Elasticsearch: name a new"
                            + " folder with --home");
        }
        return said.stack().isPresent() || stored.stack().isPresent() ? beside(said) : Optional.empty();
    }

    private static Optional<String> beside(UpOptions said) {
        if (said.nodes().filter(number -> number != 1).isPresent()) {
            return Optional.of("--nodes " + said.nodes().get()
                    + " does not go with --stack 5, whose Elasticsearch is one" + " node: leave one of them out");
        }
        if (said.elasticsearchHome().isPresent() || said.elasticsearchUrl().isPresent()) {
            return Optional.of(
                    "--stack 5 brings its own Elasticsearch: leave it out, or leave out --elasticsearch-home and"
                            + " --elasticsearch-url");
        }
        if (said.kibana().kibanaHome().isPresent() || said.kibana().kibanaUrl().isPresent()) {
            return Optional.of(
                    "--stack 5 brings its own Kibana: leave it out, or leave out --kibana-home and --kibana-url");
        }
        return Optional.empty();
    }

    /** Of a home that is told {@code said} while it has {@code stored}. */
    static OptionalInt over(OptionalInt stored, Optional<Integer> said) {
        return said.isPresent() ? OptionalInt.of(said.get()) : stored;
    }
}
