package org.mesoselk.simulator.mesos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;
import org.mesoselk.simulator.world.Universe;

/** The leading master: what it knows of agents and tasks, which a failover forgets; offers; what it answers. */
public final class Master {
    private static final long PINGS = 75_000;
    private static final long REREGISTER = 600_000;

    /** What an agent is to the master when it is not registered. */
    private enum Absent {
        RECOVERED,
        UNREACHABLE,
        GONE
    }

    private final Universe world;
    private final Fleet fleet;
    private final Allocator allocator;
    private final Operations operations = new Operations();
    /** Whether agents are remembered over a failover, as Mesos does, or not, as smaller masters do. */
    private final boolean keepsRegistry;

    private final Map<String, Absent> absent = new TreeMap<>();
    private final Map<String, Known> known = new TreeMap<>();
    private final Map<String, Long> recoveredAt = new HashMap<>();
    private Stream stream;
    private boolean up = true;
    private int frameworks;

    /** A task as the master knows it. */
    private static final class Known {
        final TaskRef ref;
        TaskState state;
        TaskUpdate last;

        Known(TaskRef ref, TaskState state) {
            this.ref = ref;
            this.state = state;
        }
    }

    Master(Universe world, Fleet fleet, boolean keepsRegistry) {
        this.world = world;
        this.fleet = fleet;
        this.keepsRegistry = keepsRegistry;
        this.allocator = new Allocator(world, fleet, operations);
    }

    public boolean isUp() {
        return up;
    }

    String tell() {
        return (up ? "" : "no master; ") + allocator.tell() + ", known "
                + known.values().stream()
                        .map(task -> task.ref.id() + " " + task.state)
                        .toList();
    }

    boolean takes(Stream from) {
        return up && stream == from;
    }

    /** @return the subscription, or empty while no master leads */
    public Optional<Stream> subscribe(Stream.Subscriber subscriber, Optional<String> frameworkId) {
        if (!up) {
            return Optional.empty();
        }
        if (stream != null && stream.open) {
            stream.end("Framework failed over");
        }
        String id = frameworkId.orElseGet(() -> "framework-" + ++frameworks);
        stream = new Stream(world, subscriber);
        allocator.subscribed();
        stream.event(new Input.Subscribed(id));
        fleet.subscribed();
        operations.unacknowledged().forEach(update -> stream.event(new Input.OperationUpdated(update)));
        return Optional.of(stream);
    }

    public void breakStream() {
        if (stream != null) {
            stream.breakOff("the connection to the master broke");
            stream = null;
            allocator.forget();
        }
    }

    public void fail() {
        up = false;
        if (stream != null) {
            stream.breakOff("the master is gone");
            stream = null;
        }
        allocator.forget();
        known.clear();
    }

    public void lead() {
        up = true;
        if (!keepsRegistry) {
            absent.keySet().removeIf(id -> absent.get(id) != Absent.GONE);
        }
        for (Agent agent : fleet.agents()) {
            if (agent.registered && keepsRegistry) {
                absent.put(agent.id(), Absent.RECOVERED);
                recoveredAt.put(agent.id(), world.now());
            }
            agent.registered = false;
            agent.registersAt = world.now() + world.chance.between(500, 30_000);
        }
    }

    void step() {
        if (!up) {
            return;
        }
        for (Agent agent : fleet.agents()) {
            if (agent.registered && !agent.reachable() && world.now() - agent.lostSince > PINGS) {
                unreachable(agent);
            } else if ((!agent.registered || agent.tellsAnew)
                    && agent.reachable()
                    && world.now() >= agent.registersAt) {
                register(agent);
            }
        }
        recoveredAt.forEach((id, since) -> {
            if (absent.get(id) == Absent.RECOVERED && world.now() - since > REREGISTER) {
                absent.put(id, Absent.UNREACHABLE);
            }
        });
        allocator.step(stream);
    }

    private void unreachable(Agent agent) {
        agent.registered = false;
        absent.put(agent.id(), Absent.UNREACHABLE);
        allocator.rescind(stream, agent.id());
        for (Known task : knownOn(agent.id())) {
            if (task.state.meaning() == TaskState.Meaning.ALIVE) {
                task.state = TaskState.UNREACHABLE;
                made(task.ref, TaskState.UNREACHABLE, "REASON_AGENT_REMOVED", true);
            }
        }
        tell(new Input.AgentLost(agent.id()));
    }

    private void register(Agent agent) {
        if (absent.get(agent.id()) == Absent.GONE) {
            fleet.shutDown(agent);
            return;
        }
        agent.tellsAnew = false;
        boolean wasAway = absent.remove(agent.id()) == Absent.UNREACHABLE;
        agent.registered = true;
        List<Known> before = knownOn(agent.id());
        for (Known task : before) {
            // It is the agent that calls them dropped, when it is told that it is registered: what was sent to it came
            // first.
            boolean isUnderWay = agent.launchesUnderWay.contains(task.ref.id());
            if (!isUnderWay && !agent.tasks.containsKey(task.ref.id())) {
                known.remove(task.ref.id());
                made(task.ref, TaskState.DROPPED, "REASON_RECONCILIATION", true);
            }
        }
        for (Task task : agent.tasks.values()) {
            Known entry = known.computeIfAbsent(task.id(), any -> new Known(task.ref, TaskState.UNREACHABLE));
            if (task.alive()) {
                boolean tells = wasAway && entry.state == TaskState.UNREACHABLE;
                entry.state = task.state;
                if (tells) {
                    made(task.ref, task.state, "REASON_AGENT_REREGISTERED", true);
                }
            }
        }
        world.tell(() -> "mesos: agent " + agent + " registers");
    }

    /** It came back under another id: what the old one ran is lost. */
    void replaced(String oldId) {
        absent.remove(oldId);
        allocator.rescind(stream, oldId);
        for (Known task : knownOn(oldId)) {
            known.remove(task.ref.id());
            made(task.ref, TaskState.LOST, "REASON_AGENT_REMOVED", true);
        }
        tell(new Input.AgentLost(oldId));
    }

    public void markGone(Agent agent) {
        absent.put(agent.id(), Absent.GONE);
        agent.registered = false;
        allocator.rescind(stream, agent.id());
        for (Known task : knownOn(agent.id())) {
            known.remove(task.ref.id());
            made(task.ref, TaskState.GONE_BY_OPERATOR, "REASON_AGENT_REMOVED_BY_OPERATOR", true);
        }
        tell(new Input.AgentLost(agent.id()));
    }

    void disconnected(Agent agent) {
        allocator.rescind(stream, agent.id());
    }

    private List<Known> knownOn(String agentId) {
        List<Known> there = new ArrayList<>();
        for (Known task : known.values()) {
            if (task.ref.agent().id().equals(agentId)) {
                there.add(task);
            }
        }
        return there;
    }

    private void tell(Input input) {
        if (stream != null) {
            stream.event(input);
        }
    }

    /** An update of an agent's; the master forwards it to whoever is subscribed. */
    void forward(Task task, TaskUpdate update) {
        if (!up || !task.agent.registered) {
            return;
        }
        Known entry = known.computeIfAbsent(task.id(), any -> new Known(task.ref, task.state));
        entry.state = update.state();
        entry.last = update;
        tell(new Input.Updated(update));
    }

    void forget(String taskId) {
        known.remove(taskId);
    }

    private void made(TaskRef task, TaskState state, String reason, boolean agentKnown) {
        tell(new Input.Updated(new TaskUpdate(
                task.id(),
                state,
                agentKnown ? Optional.of(task.agent().id()) : Optional.empty(),
                Optional.empty(),
                reason,
                "",
                Optional.empty(),
                Optional.empty(),
                world.instant())));
    }

    void take(Call.ToMesos call) {
        if (call instanceof Call.Launch launch) {
            launch(launch);
        } else if (call instanceof Call.Decline decline) {
            allocator.declined(decline.offerIds(), decline.filter());
        } else if (call instanceof Call.Suppress) {
            allocator.suppress();
        } else if (call instanceof Call.Revive) {
            allocator.revive();
        } else if (call instanceof Call.Kill kill) {
            kill(kill);
        } else if (call instanceof Call.Acknowledge acknowledge) {
            fleet.acknowledge(acknowledge);
        } else if (call instanceof Call.Reconcile reconcile) {
            reconcile(reconcile.tasks());
        } else if (call instanceof Call.SendSeedHosts seeds) {
            fleet.seeds(seeds);
        } else if (call instanceof Call.OnOffer operation) {
            tell(new Input.OperationUpdated(operations.done(operation, used(operation.offer()))));
        } else if (call instanceof Call.AcknowledgeOperation acknowledge) {
            operations.acknowledge(acknowledge.update());
        } else if (call instanceof Call.ReconcileOperations reconcile) {
            reconcile
                    .operations()
                    .forEach(operation -> tell(new Input.OperationUpdated(operations.answer(
                            operation, registered(operation.agent().id()).isPresent()))));
        }
    }

    /** Whether a reservation is there, whatever the scheduler thinks. */
    public boolean holds(String agentId, String reservationId) {
        return operations.holds(agentId, reservationId);
    }

    /** The agent whose offer it was; empty when the offer is void. */
    private Optional<Agent> used(Offer offer) {
        return allocator.use(offer.id()).flatMap(used -> registered(used.agent().id()));
    }

    private Optional<Agent> registered(String agentId) {
        return fleet.withId(agentId).filter(agent -> agent.registered);
    }

    private void launch(Call.Launch launch) {
        Optional<Agent> agent = used(launch.offer());
        if (agent.isEmpty()) {
            made(launch.task(), TaskState.DROPPED, "REASON_INVALID_OFFERS", true);
            return;
        }
        known.put(launch.task().id(), new Known(launch.task(), TaskState.STAGING));
        fleet.run(agent.get(), launch);
    }

    private void kill(Call.Kill kill) {
        Known task = known.get(kill.taskId());
        if (task == null) {
            answer(kill.taskId(), kill.agentId(), null);
        } else if (task.state == TaskState.UNREACHABLE) {
            made(task.ref, TaskState.UNREACHABLE, "REASON_RECONCILIATION", true);
        } else {
            fleet.kill(kill);
        }
    }

    private void reconcile(List<TaskRef> tasks) {
        if (tasks.isEmpty()) {
            List.copyOf(known.values()).forEach(task -> reconciled(task));
        }
        for (TaskRef task : tasks) {
            Known entry = known.get(task.id());
            if (entry != null) {
                reconciled(entry);
            } else {
                answer(task.id(), task.agent().id(), task);
            }
        }
    }

    private void reconciled(Known task) {
        tell(new Input.Updated(new TaskUpdate(
                task.ref.id(),
                task.state,
                Optional.of(task.ref.agent().id()),
                Optional.empty(),
                "REASON_RECONCILIATION",
                "Reconciliation: Latest task state",
                Optional.empty(),
                Optional.empty(),
                world.instant())));
    }

    /** Of a task that the master does not know: what it says depends on what it knows of the agent. */
    private void answer(String taskId, String agentId, TaskRef asked) {
        Optional<Agent> agent = fleet.withId(agentId);
        Absent away = absent.get(agentId);
        if (away == Absent.RECOVERED) {
            return;
        }
        TaskState state = agent.filter(there -> there.registered).isPresent() && asked != null
                ? TaskState.GONE
                : away == Absent.UNREACHABLE
                        ? TaskState.UNREACHABLE
                        : away == Absent.GONE ? TaskState.GONE_BY_OPERATOR : TaskState.UNKNOWN;
        tell(new Input.Updated(new TaskUpdate(
                taskId,
                state,
                Optional.of(agentId),
                Optional.empty(),
                "REASON_RECONCILIATION",
                "Reconciliation: Task is unknown",
                Optional.empty(),
                Optional.empty(),
                world.instant())));
    }
}
