package org.mesoselk.systemtest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A Mesos as its masters' HTTP shows it, and a {@link Control} to hit it with. Agents and masters go by their index. */
final class Mesos {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final Control control;
    private volatile int lastLeader;

    Mesos(Control control) {
        this.control = control;
    }

    String masterUrl() {
        return control.masterUrl();
    }

    int agents() {
        return control.agents().size();
    }

    /** host:port of an agent. */
    String address(int agent) {
        return control.agents().get(agent).address();
    }

    Path workDir(int agent) {
        return control.agents().get(agent).workDir();
    }

    void signalAgent(int agent, String signal) {
        control.killAgent(control.agents().get(agent).number(), signal);
    }

    void killAgent(int agent) {
        signalAgent(agent, "KILL");
    }

    void startAgent(int agent) {
        control.startAgent(control.agents().get(agent).number());
    }

    /** A new agent in the place of one whose host is lost with its disk. */
    void replaceAgent(int agent) {
        control.replaceAgent(control.agents().get(agent).number());
    }

    int masters() {
        return control.masters().size();
    }

    void signalMaster(int master, String signal) {
        control.killMaster(control.masters().get(master).number(), signal);
    }

    void startMaster(int master) {
        control.startMaster(control.masters().get(master).number());
    }

    /** Has two masters elect one of them, when there is only one so far. */
    void wantTwoMasters() {
        if (masters() == 1) {
            control.startMaster(control.masters().get(0).number() + 1);
        }
    }

    void supervise() {
        control.supervise();
    }

    void awaitStandbyMaster(int master) {
        Await.until(
                "master " + master + " stands by", Duration.ofMinutes(1), () -> standsBy(master), standsBy -> standsBy);
    }

    /** Whether that master answers and sends its callers to another. */
    boolean standsBy(int master) throws IOException {
        return Rest.get(url(master) + "/slaves", SOON).status() == 307;
    }

    /** Index of the agent that runs a task. */
    int agentOf(String taskId) {
        JsonNode state = state();
        for (JsonNode framework : state.path("frameworks")) {
            for (JsonNode task : framework.path("tasks")) {
                if (task.path("id").asString().equals(taskId)) {
                    return indexOf(state, task.path("slave_id").asString());
                }
            }
        }
        throw new AssertionError("the master knows no active task " + taskId + ": " + state);
    }

    int indexOf(String agentId) {
        return indexOf(state(), agentId);
    }

    private int indexOf(JsonNode state, String agentId) {
        for (JsonNode slave : state.path("slaves")) {
            if (slave.path("id").asString().equals(agentId)) {
                String address = slave.path("pid").asString().replaceAll(".*@", "");
                String named = slave.path("hostname").asString() + address.replaceAll(".*:", ":");
                List<Control.Agent> agents = control.agents();
                for (int i = 0; i < agents.size(); i++) {
                    if (List.of(address, named).contains(agents.get(i).address())) {
                        return i;
                    }
                }
            }
        }
        throw new AssertionError("no agent " + agentId + " among " + control.agents() + ": " + state.path("slaves"));
    }

    /** Id of a registered agent, by its index. */
    String idOf(int agent) {
        JsonNode state = state();
        for (JsonNode slave : state.path("slaves")) {
            String id = slave.path("id").asString();
            if (indexOf(state, id) == agent) {
                return id;
            }
        }
        throw new AssertionError("agent " + agent + " is not registered: " + state.path("slaves"));
    }

    /** Active tasks of our Elasticsearch, as the master lists them. */
    List<String> tasks() {
        return tasks(Framework.ELASTICSEARCH);
    }

    /** Active tasks of a framework of ours, as the master lists them. */
    List<String> tasks(Framework framework) {
        return ids(tasks(state(), framework));
    }

    /** A task of a framework of ours, as the master tells of it. */
    JsonNode task(Framework framework, String id) {
        return tasks(state(), framework).stream()
                .filter(task -> task.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the master knows no active task " + id));
    }

    /** As {@link #tasks()}, but does not wait for a master. */
    List<String> tasksNow() throws IOException {
        return ids(tasks(ask("/state"), Framework.ELASTICSEARCH));
    }

    private static List<JsonNode> tasks(JsonNode state, Framework ours) {
        List<JsonNode> tasks = new ArrayList<>();
        for (JsonNode framework : state.path("frameworks")) {
            if (ours.command().equals(framework.path("name").asString())) {
                framework.path("tasks").forEach(tasks::add);
            }
        }
        return tasks;
    }

    private static List<String> ids(List<JsonNode> tasks) {
        return tasks.stream().map(task -> task.path("id").asString()).toList();
    }

    void awaitAgents(int count) {
        Await.until(
                count + " active agents", Duration.ofSeconds(90), () -> ask("/slaves"), seen -> active(seen) == count);
    }

    int activeAgents() throws IOException {
        return active(ask("/slaves"));
    }

    /** Index of the master that leads. */
    int leadingMaster() throws IOException {
        ask("/slaves");
        return lastLeader;
    }

    /** {@code http://host:port} of the master that leads. */
    String leaderUrl() throws IOException {
        return url(leadingMaster());
    }

    /** A master's flag by its real name; empty when it does not say. */
    String flag(String name) {
        return Await.until("the master's flags", Duration.ofSeconds(60), () -> ask("/flags"), seen -> true)
                .path("flags")
                .path(name)
                .asString("");
    }

    /** Asks the master that leads; one that does not lead redirects. */
    private JsonNode ask(String path) throws IOException {
        IOException refused = new IOException("no master runs");
        int count = masters();
        for (int i = 0; i < count; i++) {
            int index = (lastLeader + i) % count;
            try {
                Rest.Answer answer = Rest.get(url(index) + path, SOON);
                if (answer.status() == 200) {
                    lastLeader = index;
                    return answer.json();
                }
                refused = new IOException("master " + index + ": HTTP " + answer.status() + " " + answer.body());
            } catch (IOException e) {
                refused = e;
            }
        }
        throw refused;
    }

    private String url(int master) {
        return "http://" + control.masters().get(master).address();
    }

    private static int active(JsonNode slaves) {
        int active = 0;
        for (JsonNode slave : slaves.path("slaves")) {
            active += slave.path("active").asBoolean(false) ? 1 : 0;
        }
        return active;
    }

    private JsonNode state() {
        return Await.until("the master's state", Duration.ofSeconds(60), () -> ask("/state"), seen -> true);
    }
}
