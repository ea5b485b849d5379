package org.mesoselk.simulator.mesos;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mesoselk.commons.elastic.HasData;
import org.mesoselk.commons.elastic.NodeReport;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Payload;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;
import org.mesoselk.simulator.elasticsearch.Cluster;
import org.mesoselk.simulator.elasticsearch.Disk;
import org.mesoselk.simulator.elasticsearch.Node;
import org.mesoselk.simulator.world.Universe;
import org.mesoselk.simulator.world.Violation;
import org.mesoselk.simulator.world.Weather.Risk;

/** The agents: tasks with their executors, status updates until they are acknowledged, and all that befalls hosts. */
public final class Fleet {
    private static final long STEP = 1_000;

    private final Universe world;
    private final Cluster cluster;
    private final Map<String, Agent> byHost = new TreeMap<>();
    private final Master master;
    private int uuids;
    private int ids;

    public Fleet(Universe world, Cluster cluster, int agents, boolean keepsRegistry) {
        this.world = world;
        this.cluster = cluster;
        this.master = new Master(world, this, keepsRegistry);
        for (int number = 0; number < agents; number++) {
            add();
        }
        byHost.values().forEach(agent -> agent.registered = true);
        world.agenda.in(STEP, this::step);
    }

    public Master master() {
        return master;
    }

    public Collection<Agent> agents() {
        return byHost.values();
    }

    public Agent add() {
        int number = byHost.size() + 1;
        Agent agent = new Agent(number, "agent" + number);
        ids = Math.max(ids, number);
        agent.registersAt = world.now() + 1_000;
        byHost.put(agent.host, agent);
        return agent;
    }

    Optional<Agent> withId(String id) {
        return byHost.values().stream().filter(agent -> agent.id().equals(id)).findFirst();
    }

    public List<Task> alive() {
        List<Task> alive = new ArrayList<>();
        byHost.values().forEach(agent -> alive.addAll(agent.alive()));
        return alive;
    }

    private void step() {
        master.step();
        for (Agent agent : byHost.values()) {
            for (Task task : List.copyOf(agent.tasks.values())) {
                progress(task);
            }
        }
        world.agenda.in(STEP, this::step);
    }

    private void progress(Task task) {
        if (task.state == TaskState.STARTING && task.node != null && task.node.everJoined()) {
            change(task, TaskState.RUNNING, "", Optional.of(true), Optional.of(joined(task)));
        }
        if (!task.unacknowledged.isEmpty() && world.now() >= task.sendAgainAt) {
            send(task);
        }
    }

    private NodeReport joined(Task task) {
        return new NodeReport(
                Optional.of(task.node.nodeId()),
                Optional.of(cluster.uuid()),
                task.ref.httpAddress(),
                task.ref.transportAddress(),
                Optional.of("8.19.20"));
    }

    private static NodeReport left(Task task, HasData data) {
        return new NodeReport(
                Optional.empty(),
                Optional.empty(),
                task.ref.httpAddress(),
                task.ref.transportAddress(),
                Optional.empty(),
                data);
    }

    void subscribed() {
        byHost.values().forEach(agent -> agent.tasks.values().forEach(task -> task.sendAgainAt = world.now()));
    }

    private void change(
            Task task, TaskState state, String message, Optional<Boolean> healthy, Optional<NodeReport> report) {
        task.state = state;
        String uuid =
                Base64.getEncoder().encodeToString(("u" + ++uuids).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        boolean isFirst = task.unacknowledged.isEmpty();
        task.unacknowledged.add(new TaskUpdate(
                task.id(),
                state,
                Optional.of(task.agent.id()),
                Optional.of(uuid),
                "",
                message,
                healthy,
                report,
                world.instant()));
        world.tell(() -> "mesos: task " + task + (message.isEmpty() ? "" : ": " + message));
        if (isFirst) {
            task.sent = 0;
            send(task);
        }
    }

    private void send(Task task) {
        task.sendAgainAt = world.now() + (10_000L << Math.min(4, task.sent++));
        if (!task.agent.reachable() || !task.agent.registered) {
            return;
        }
        TaskUpdate update = task.unacknowledged.peekFirst();
        int times = world.strikes(Risk.UPDATE_TWICE) ? 2 : 1;
        for (int i = 0; i < times; i++) {
            master.forward(task, update);
        }
    }

    void acknowledge(Call.Acknowledge call) {
        byHost.values().stream()
                .flatMap(agent -> Optional.ofNullable(agent.tasks.get(call.taskId())).stream())
                .filter(task -> task.agent.reachable())
                .findFirst()
                .ifPresent(task -> acknowledged(task, call.uuid()));
    }

    private void acknowledged(Task task, String uuid) {
        TaskUpdate first = task.unacknowledged.peekFirst();
        if (first == null || !first.uuid().equals(Optional.of(uuid))) {
            return;
        }
        task.unacknowledged.removeFirst();
        if (!task.unacknowledged.isEmpty()) {
            task.sent = 0;
            send(task);
        } else if (!task.alive()) {
            task.agent.tasks.remove(task.id());
            master.forget(task.id());
        }
    }

    void seeds(Call.SendSeedHosts call) {
        Task task = find(call.task().id());
        if (task != null
                && task.node != null
                && task.agent.reachable()
                && !world.strikes(Risk.FRAMEWORK_MESSAGE_LOST)) {
            task.node.seeds(call.seedHosts());
        }
    }

    private Task find(String taskId) {
        for (Agent agent : byHost.values()) {
            Task task = agent.tasks.get(taskId);
            if (task != null) {
                return task;
            }
        }
        return null;
    }

    void run(Agent agent, Call.Launch launch) {
        agent.launchesUnderWay.add(launch.task().id());
        world.agenda.in(world.chance.between(5, 50), () -> {
            agent.launchesUnderWay.remove(launch.task().id());
            if (agent.reachable()) {
                staged(agent, launch);
            }
        });
    }

    private void staged(Agent agent, Call.Launch launch) {
        Task task = new Task(launch.task(), launch.memberName(), Payload.Elasticsearch.in(launch), agent);
        for (Task other : alive()) {
            if (other.member.equals(task.member) && other.agent.canBeKnown()) {
                throw new Violation("two-tasks", task.id() + " starts while " + other + " is alive");
            }
        }
        agent.tasks.put(task.id(), task);
        world.agenda.in(world.chance.between(200, 3_000), () -> start(task));
    }

    private void start(Task task) {
        if (!task.alive() || task.agent.halted) {
            return;
        }
        if (world.strikes(Risk.TASK_FAILS)) {
            end(task, TaskState.FAILED, "the preflight failed");
            return;
        }
        Disk disk = cluster.disk(task.member, task.agent.host);
        Node node = new Node(task.payload, task.agent.ip, disk, world.now() + world.chance.between(1_000, 15_000));
        if (!cluster.start(node)) {
            String sentence = "the data directory is another executor's";
            end(task, TaskState.FAILED, sentence, Optional.of(left(task, HasData.UNKNOWN)));
            return;
        }
        task.node = node;
        if (task.state == TaskState.STAGING) {
            change(task, TaskState.STARTING, "", Optional.empty(), Optional.empty());
        }
    }

    void kill(Call.Kill call) {
        Task task = find(call.taskId());
        if (task == null || !task.agent.reachable() || !task.alive() || task.isBeingKilled) {
            return;
        }
        task.isBeingKilled = true;
        int grace = (int) call.grace().toMillis();
        world.agenda.in(world.chance.between(100, world.chance.oneIn(8) ? grace : 3_000), () -> {
            if (task.alive()) {
                end(task, TaskState.KILLED, "killed");
            }
        });
    }

    /** The task ends, and its node with it; its executor says what the node has left. */
    public void end(Task task, TaskState state, String message) {
        boolean hasData = cluster.disk(task.member, task.agent.host).hasData();
        end(task, state, message, Optional.of(left(task, hasData ? HasData.YES : HasData.NO)));
    }

    /** Its executor dies, and its node with it: the agent can only say that they have. */
    public void executorDies(Task task) {
        end(task, TaskState.FAILED, "the executor died", Optional.empty());
    }

    private void end(Task task, TaskState state, String message, Optional<NodeReport> report) {
        stopNode(task);
        change(task, state, message, Optional.empty(), report);
    }

    private void stopNode(Task task) {
        if (task.node != null) {
            cluster.stop(task.node);
            task.node = null;
        }
    }

    public void cutFromMaster(Agent agent, boolean isCut) {
        agent.cut = isCut;
        agent.tellsAnew = true;
        if (isCut) {
            agent.lostSince = world.now();
        }
    }

    /** The agent's process ends; its tasks go on. */
    public void stopAgent(Agent agent) {
        agent.up = false;
        agent.tellsAnew = true;
        agent.lostSince = world.now();
        master.disconnected(agent);
    }

    public void startAgent(Agent agent) {
        agent.up = true;
        agent.registersAt = world.now() + world.chance.between(500, 3_000);
    }

    /** The host goes down with all that runs on it. */
    public void halt(Agent agent) {
        stopAgent(agent);
        agent.halted = true;
        agent.alive().forEach(this::stopNode);
    }

    /** @param hasNewId it does not remember what it was: Mesos takes it for another agent */
    public void boot(Agent agent, boolean hasNewId) {
        agent.halted = false;
        if (hasNewId) {
            String old = agent.id();
            agent.ref = new AgentRef("agent" + ++ids + "-" + agent.host, agent.host, agent.ip);
            agent.alive().forEach(task -> task.state = TaskState.GONE);
            agent.tasks.clear();
            agent.registered = false;
            master.replaced(old);
        } else {
            agent.alive().forEach(task -> end(task, TaskState.FAILED, "the host was restarted", Optional.empty()));
        }
        startAgent(agent);
    }

    /** The host is gone for good, with its disks. */
    public void destroy(Agent agent) {
        halt(agent);
        agent.alive().forEach(task -> task.state = TaskState.GONE);
        agent.destroyed = true;
        cluster.destroy(agent.host);
    }

    /** An agent that was marked as gone comes back and is told to end. */
    void shutDown(Agent agent) {
        agent.alive().forEach(task -> end(task, TaskState.KILLED, "the agent was marked as gone"));
        agent.tasks.clear();
        agent.ref = new AgentRef("agent" + ++ids + "-" + agent.host, agent.host, agent.ip);
        agent.registersAt = world.now() + 5_000;
    }

    public String tell() {
        return "mesos: " + master.tell() + "; agents " + byHost.values() + ", tasks "
                + byHost.values().stream()
                        .flatMap(agent -> agent.tasks.values().stream())
                        .toList();
    }
}
