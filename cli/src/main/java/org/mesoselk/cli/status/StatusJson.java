package org.mesoselk.cli.status;

import java.net.URI;
import java.util.Locale;
import org.mesoselk.cli.status.InstallationStatus.State;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code elk status --json}. Its keys stay; more may come. What is not known is null, or the state "unknown"; the state of a
 * framework that the installation is not to have is "left-out".
 */
public final class StatusJson {

    private StatusJson() {}

    public static ObjectNode of(InstallationStatus status) {
        JsonMapper mapper = Json.mapper();
        ObjectNode json = mapper.createObjectNode();
        json.put("home", status.home());
        json.put("state", status.state().name().toLowerCase(Locale.ROOT));
        ObjectNode mesos = json.putObject("mesos");
        mesos.put("master", status.mesosMaster().orElse(null));
        mesos.put("zookeeper", status.zookeeper().orElse(null));
        json.set("processes", mapper.valueToTree(status.processes()));
        json.set("missing", mapper.valueToTree(status.missing()));
        ObjectNode frameworks = json.putObject("frameworks");
        status.frameworks()
                .forEach((framework, view) -> frameworks.set(framework.key(), framework(view, status.state())));
        return json;
    }

    private static ObjectNode framework(FrameworkView view, State state) {
        ObjectNode framework = skeleton(view, state);
        view.status()
                .ifPresent(known ->
                        known.json().properties().forEach(field -> framework.set(field.getKey(), field.getValue())));
        if (view.answer() instanceof FrameworkView.Unknown unknown) {
            wait(framework, unknown.reason(), unknown.sentence());
        }
        if (view.answer() instanceof FrameworkView.LeftOut leftOut) {
            framework.put("state", "left-out").put("wanted", 0).put("ready", 0);
            wait(framework, "left-out", leftOut.sentence());
        }
        return framework;
    }

    private static void wait(ObjectNode framework, String name, String sentence) {
        framework.putArray("waits").addObject().put("name", name).put("sentence", sentence);
    }

    private static ObjectNode skeleton(FrameworkView view, State state) {
        ObjectNode framework = Json.mapper().createObjectNode();
        framework.put("api", view.api().map(URI::toString).orElse(null));
        framework.putNull("frameworkId");
        framework.putNull("wanted");
        if (state == State.STOPPED) {
            framework.put("ready", 0);
        } else {
            framework.putNull("ready");
        }
        framework.put("state", "unknown");
        framework.putArray("endpoints");
        framework.putArray("members");
        framework.putArray("waits");
        framework.putNull("operation");
        return framework;
    }
}
