package org.mesoselk.scheduler.options;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where events go.
 *
 * @param framework name of the Elasticsearch framework in the same ZooKeeper; empty when {@code fixed} is given
 * @param fixed http(s)://host:port
 */
public record EndpointOptions(Optional<String> framework, List<String> fixed) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern END = Pattern.compile("/+$");

    static EndpointOptions from(Values values) {
        Optional<Values.Given> given = values.one("--elasticsearch-endpoints");
        if (given.isEmpty()) {
            return new EndpointOptions(
                    Optional.of(values.matching(
                            "--elasticsearch-framework",
                            "elasticsearch",
                            NAME,
                            "must be the --framework-name of an Elasticsearch framework")),
                    List.of());
        }
        if (values.isGiven("--elasticsearch-framework")) {
            values.fault("--elasticsearch-framework and --elasticsearch-endpoints exclude each other: leave one out");
        }
        return new EndpointOptions(
                Optional.empty(),
                urls(values, "--elasticsearch-endpoints", given.get().value()));
    }

    /**
     * A framework's name, or URLs with commas between.
     *
     * @param shown the option, for messages
     */
    static EndpointOptions read(Values values, String shown, String text) {
        if (text.contains("://") || text.contains("@")) {
            return new EndpointOptions(Optional.empty(), urls(values, shown, text));
        }
        if (!NAME.matcher(text).matches()) {
            values.fault(shown + "=" + text + ": must be the --framework-name of an Elasticsearch framework, or"
                    + " http(s)://host:port, more of them with commas between");
        }
        return new EndpointOptions(Optional.of(text), List.of());
    }

    private static List<String> urls(Values values, String shown, String all) {
        List<String> urls = new ArrayList<>();
        for (String one : all.split(",")) {
            String text = END.matcher(one.strip()).replaceFirst("");
            if (text.contains("@")) {
                // Not shown: it may have a password in it.
                values.fault(shown + ": a URL must have no credentials in it");
            } else if (!isEndpoint(text)) {
                values.fault(shown + " " + text + ": must be http(s)://host:port, more of them with commas between");
            } else {
                urls.add(text);
            }
        }
        return List.copyOf(urls);
    }

    private static boolean isEndpoint(String text) {
        try {
            URI url = URI.create(text);
            return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getPort() > 0
                    && url.getPort() <= 65535
                    && url.getPath().isEmpty()
                    && url.getQuery() == null
                    && url.getFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
