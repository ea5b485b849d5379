package org.mesoselk.scheduler.options;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.mesoselk.commons.elastic.ElasticsearchTask.Distribution;

/**
 * How nodes run on agents.
 *
 * @param dataRoot directory on the agents; empty means the sandbox
 * @param url archive that Mesos fetches; empty when the distribution is there already
 * @param home directory of the distribution on the agents; empty when it is fetched
 */
public record NodeOptions(
        Optional<String> dataRoot,
        Optional<String> networkHost,
        Optional<String> runAs,
        Optional<String> javaHome,
        Optional<String> home,
        Optional<URI> url,
        List<String> jvmOptions) {

    static NodeOptions from(Values values) {
        Optional<String> home = values.text("--elasticsearch-home");
        Optional<Values.Given> url = values.one("--elasticsearch-url");
        if (home.isPresent() == url.isPresent()) {
            values.fault("exactly one of --elasticsearch-home and --elasticsearch-url must be given: "
                    + (home.isPresent() ? "both are" : "neither is"));
        }
        AgentPath.check(values, "--elasticsearch-home");
        AgentPath.check(values, "--java-home");
        Values.Given data = values.one("--data-dir").orElseThrow();
        boolean sandbox = data.value().equals("sandbox");
        if (!sandbox && (!AgentPath.isAbsolute(data.value()) || data.value().equals("/"))) {
            values.fault(data.origin() + ": must be an absolute directory on the agents other than /, or 'sandbox'");
        }
        for (Values.Given option : values.all("--jvm-option")) {
            if (!option.value().startsWith("-")) {
                values.fault(option.origin() + ": must begin with '-', as in jvm.options");
            } else if (option.value().startsWith("-Xmx") || option.value().startsWith("-Xms")) {
                values.fault(option.origin() + ": use --heap for the size of the heap");
            }
        }
        return new NodeOptions(
                sandbox ? Optional.empty() : Optional.of(data.value()),
                values.text("--network-host"),
                values.text("--run-as"),
                values.text("--java-home"),
                home,
                url.flatMap(given -> Urls.fetchable(values, given)),
                values.all("--jvm-option").stream().map(Values.Given::value).toList());
    }

    /** What tasks are told of the distribution. */
    public Distribution distribution() {
        return new Distribution(home, url.map(Urls::fileName));
    }
}
