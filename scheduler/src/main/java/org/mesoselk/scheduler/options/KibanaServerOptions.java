package org.mesoselk.scheduler.options;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.mesoselk.commons.kibana.KibanaTask.Proxy;
import org.mesoselk.scheduler.core.model.PortChoice;

/**
 * How an instance is reached, and what it is told besides.
 *
 * @param host address to listen on; empty means the agent's own
 * @param settings lines for kibana.yml
 * @param labels of the tasks, not filled in
 */
public record KibanaServerOptions(
        PortChoice port,
        String host,
        Proxy proxy,
        SortedMap<String, String> settings,
        SortedMap<String, String> labels) {
    private static final int LAST_PORT = 65535;
    private static final Pattern BASE_PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:_-]+|");
    private static final Pattern SETTING = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");
    /** Settings that the framework itself writes, with what to use instead. */
    private static final Map<String, String> OWNED = Map.of(
            "server.port", "use --port",
            "server.host", "use --host",
            "server.name", "members have stable names",
            "server.basePath", "use --base-path",
            "server.rewriteBasePath", "use --rewrite-base-path",
            "server.publicBaseUrl", "use --public-url",
            "path.data", "it is in the sandbox");
    /** What a setting would show to whoever may read the task. */
    private static final Map<String, String> SECRET = Map.of(
            "elasticsearch.password", "--elasticsearch-credentials-file",
            "elasticsearch.serviceAccountToken", "--elasticsearch-token-file");

    private static final Set<String> OWN_LABELS = Set.of("framework", "group", "member");

    static KibanaServerOptions from(Values values) {
        return new KibanaServerOptions(
                port(values),
                values.matching("--host", "", HOST, "must be an address or a host name, e.g. 0.0.0.0"),
                proxy(values),
                settings(values),
                labels(values));
    }

    private static PortChoice port(Values values) {
        Values.Given given = values.one("--port").orElseThrow();
        if (given.value().equals("any")) {
            return PortChoice.ANY;
        } else if (given.value().equals("privileged")) {
            return PortChoice.PRIVILEGED;
        }
        if (given.value().matches("[0-9]{1,5}")) {
            int number = Integer.parseInt(given.value());
            if (number >= 1 && number <= LAST_PORT) {
                return PortChoice.of(number);
            }
        }
        values.fault(given.origin() + ": must be 'any', 'privileged' or a number from 1 to " + LAST_PORT);
        return PortChoice.ANY;
    }

    private static Proxy proxy(Values values) {
        Optional<Values.Given> path = values.one("--base-path");
        path.filter(given -> !BASE_PATH.matcher(given.value()).matches())
                .ifPresent(given -> values.fault(given.origin()
                        + ": must begin with a slash and not end with one, with letters, digits and . _ ~ - between,"
                        + " e.g. /kibana"));
        boolean rewrite = SecretOptions.toggle(values, "--rewrite-base-path").orElse(false);
        if (rewrite && path.isEmpty()) {
            values.fault("--rewrite-base-path on: there is no path to take off; give --base-path, e.g. /kibana");
        }
        Optional<String> publicUrl = values.one("--public-url").map(given -> publicUrl(values, given, path));
        return new Proxy(path.map(Values.Given::value), rewrite, publicUrl);
    }

    /** Kibana itself refuses one whose path is not its base path. */
    private static String publicUrl(Values values, Values.Given given, Optional<Values.Given> path) {
        String wanted = path.map(Values.Given::value).orElse("");
        try {
            URI url = URI.create(given.value());
            boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            boolean isPlain = url.getUserInfo() == null && url.getQuery() == null && url.getFragment() == null;
            if (isHttp && isPlain && url.getHost() != null && wanted.equals(url.getPath())) {
                return given.value();
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        values.fault("--public-url: must be http(s)://host[:port] followed by "
                + (wanted.isEmpty() ? "nothing, as there is no --base-path" : "the --base-path " + wanted)
                + ", without credentials and without a slash at its end");
        return given.value();
    }

    private static SortedMap<String, String> settings(Values values) {
        SortedMap<String, String> settings = new TreeMap<>();
        for (Values.Given given : values.all("--kibana-setting")) {
            String[] parts = given.value().split("=", 2);
            String key = parts[0].strip();
            // What stands behind the name may be a secret.
            String shown = "--kibana-setting " + key;
            if (parts.length < 2 || !SETTING.matcher(key).matches()) {
                values.fault(shown + ": must be key=value, e.g. logging.root.level=warn");
            } else if (OWNED.containsKey(key)) {
                values.fault(shown + ": the framework sets it itself; " + OWNED.get(key));
            } else if (SECRET.containsKey(key)) {
                values.fault(shown + ": a secret does not belong into an option; use " + SECRET.get(key));
            } else if (settings.put(key, parts[1].strip()) != null) {
                values.fault(shown + ": is given twice");
            }
        }
        return Collections.unmodifiableSortedMap(settings);
    }

    private static SortedMap<String, String> labels(Values values) {
        SortedMap<String, String> labels = new TreeMap<>();
        for (Values.Given given : values.all("--label")) {
            String[] parts = given.value().split("=", 2);
            String key = parts[0].strip();
            if (parts.length < 2 || key.isEmpty()) {
                values.fault(given.origin() + ": must be KEY=VALUE, e.g. HAPROXY_GROUP=external");
            } else if (OWN_LABELS.contains(key)) {
                values.fault(given.origin() + ": the framework sets " + key + " itself; choose another key");
            } else if (labels.put(key, parts[1]) != null) {
                values.fault(given.origin() + ": " + key + " is given twice");
            }
        }
        return Collections.unmodifiableSortedMap(labels);
    }
}
