package org.mesoselk.cli.dist;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** What a distribution is of. */
public enum Product {
    ELASTICSEARCH("Elasticsearch", "elasticsearch", ElasticsearchHome::fault),
    KIBANA("Kibana", "kibana", KibanaHome::fault);

    private final String title;
    private final String option;
    private final Function<Path, Optional<String>> fault;

    Product(String title, String option, Function<Path, Optional<String>> fault) {
        this.title = title;
        this.option = option;
        this.fault = fault;
    }

    public String title() {
        return title;
    }

    /** The option that names an unpacked one. */
    public String homeOption() {
        return "--" + option + "-home";
    }

    /** The option that names an archive. */
    public String urlOption() {
        return "--" + option + "-url";
    }

    /** Why {@code directory} is no unpacked distribution of it; empty when it looks like one. */
    public Optional<String> fault(Path directory) {
        return fault.apply(directory);
    }
}
