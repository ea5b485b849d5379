package org.mesoselk.scheduler.core.elasticsearch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.mesoselk.commons.elastic.ElasticsearchTask;
import org.mesoselk.commons.elastic.NodeReport;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.Payload;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;

/** A Mesos that knows as much as the scenarios need: agents, offers with filters, tasks, updates with acknowledgement. */
final class FakeMesos {

    static final String FRAMEWORK = "framework-1";

    static final class Task {
        final TaskRef ref;
        final String member;
        final ElasticsearchTask payload;
        TaskState state = TaskState.STAGING;
        int age;

        Task(Call.Launch launch) {
            ref = launch.task();
            member = launch.memberName();
            payload = Payload.Elasticsearch.in(launch);
        }
    }

    final Map<String, AgentRef> agents = new TreeMap<>();
    final Set<String> lostAgents = new HashSet<>();
    final Map<String, Task> tasks = new LinkedHashMap<>();
    final Map<String, Offer> outstanding = new TreeMap<>();
    final Map<String, Instant> filters = new TreeMap<>();
    final List<TaskUpdate> unacknowledged = new ArrayList<>();
    final List<String> acceptedLaunches = new ArrayList<>();
    boolean suppressed;
    boolean losesKills;
    private final List<Input> toScheduler = new ArrayList<>();
    private int numbers;

    void addAgent(int number) {
        String host = "host" + number;
        agents.put("agent" + number, new AgentRef("agent" + number, host, "10.0.0." + number));
    }

    void subscribe() {
        outstanding.clear();
        filters.clear();
        suppressed = false;
        toScheduler.clear();
        toScheduler.add(new Input.Subscribed(FRAMEWORK));
        unacknowledged.forEach(update -> toScheduler.add(new Input.Updated(update)));
    }

    List<Task> alive() {
        return tasks.values().stream()
                .filter(task -> task.state.meaning() == TaskState.Meaning.ALIVE)
                .toList();
    }

    Optional<Task> aliveOf(String member) {
        return alive().stream().filter(task -> task.member.equals(member)).findFirst();
    }

    List<Input> drainInputs(Instant now) {
        offer(now);
        List<Input> inputs = List.copyOf(toScheduler);
        toScheduler.clear();
        return inputs;
    }

    private void offer(Instant now) {
        List<Offer> fresh = new ArrayList<>();
        for (AgentRef agent : agents.values()) {
            boolean offered = outstanding.values().stream()
                    .anyMatch(offer -> offer.agent().id().equals(agent.id()));
            boolean filtered = filters.getOrDefault(agent.id(), Instant.MIN).isAfter(now);
            if (!offered && !filtered && !suppressed && !lostAgents.contains(agent.id())) {
                long used = alive().stream()
                        .filter(task -> task.ref.agent().id().equals(agent.id()))
                        .count();
                Offer offer = new Offer(
                        "offer" + ++numbers,
                        agent,
                        Map.of("rack", "r1"),
                        4 - used,
                        4096 - 1024 * used,
                        100_000,
                        List.of(new Offer.PortRange(31000, 31099)));
                outstanding.put(offer.id(), offer);
                fresh.add(offer);
            }
        }
        if (!fresh.isEmpty()) {
            toScheduler.add(new Input.Offered(fresh));
        }
    }

    void receive(Call.ToMesos call, Instant now) {
        if (call instanceof Call.Launch launch) {
            accept(launch);
        } else if (call instanceof Call.Decline decline) {
            for (String id : decline.offerIds()) {
                Offer offer = outstanding.remove(id);
                if (offer != null) {
                    filters.put(offer.agent().id(), now.plus(decline.filter()));
                }
            }
        } else if (call instanceof Call.Kill kill && !losesKills) {
            Task task = tasks.get(kill.taskId());
            boolean reached =
                    task != null && !lostAgents.contains(task.ref.agent().id());
            if (reached && task.state.meaning() == TaskState.Meaning.ALIVE) {
                end(task, TaskState.KILLED, "killed");
            }
        } else if (call instanceof Call.Suppress) {
            suppressed = true;
        } else if (call instanceof Call.Revive) {
            suppressed = false;
            filters.clear();
        } else if (call instanceof Call.Acknowledge ack) {
            unacknowledged.removeIf(update -> update.uuid().equals(Optional.of(ack.uuid())));
        } else if (call instanceof Call.Reconcile reconcile) {
            reconcile(reconcile);
        }
    }

    private void accept(Call.Launch launch) {
        Offer offer = outstanding.remove(launch.offer().id());
        Task task = new Task(launch);
        tasks.put(task.ref.id(), task);
        acceptedLaunches.add(task.ref.id());
        if (offer == null) {
            task.state = TaskState.DROPPED;
            send(task, "REASON_INVALID_OFFERS", "offer is gone", false, Optional.empty());
        }
    }

    private void reconcile(Call.Reconcile reconcile) {
        List<TaskRef> asked = reconcile.tasks().isEmpty()
                ? alive().stream().map(task -> task.ref).toList()
                : reconcile.tasks();
        for (TaskRef ref : asked) {
            Task task = tasks.get(ref.id());
            if (task == null || task.state.meaning() == TaskState.Meaning.ENDED) {
                toScheduler.add(new Input.Updated(new TaskUpdate(
                        ref.id(),
                        TaskState.GONE,
                        Optional.of(ref.agent().id()),
                        Optional.empty(),
                        "REASON_RECONCILIATION",
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Instant.EPOCH)));
            } else {
                send(task, "REASON_RECONCILIATION", "", false, Optional.empty());
            }
        }
    }

    /** A task that has lived long enough starts, one whose node has joined runs. */
    void progress(FakeElasticsearch elasticsearch) {
        for (Task task : alive()) {
            task.age++;
            if (lostAgents.contains(task.ref.agent().id())) {
                continue;
            }
            if (task.state == TaskState.STAGING && task.age > 1) {
                task.state = TaskState.STARTING;
                elasticsearch.start(task);
                send(task, "", "", true, Optional.empty());
            } else if (task.state == TaskState.STARTING && elasticsearch.hasJoined(task.member)) {
                task.state = TaskState.RUNNING;
                send(task, "", "", true, Optional.of(report(task, elasticsearch)));
            }
        }
    }

    private static NodeReport report(Task task, FakeElasticsearch elasticsearch) {
        return new NodeReport(
                Optional.of("id-" + task.member),
                Optional.of(elasticsearch.uuid),
                task.ref.httpAddress(),
                task.ref.transportAddress(),
                Optional.of("8.19.20"));
    }

    /** Its tasks go on, out of Mesos' sight. */
    void loseAgent(String id) {
        lostAgents.add(id);
        outstanding.values().removeIf(offer -> offer.agent().id().equals(id));
        toScheduler.add(new Input.AgentLost(id));
        tellOfTasksOn(id);
    }

    void returnAgents() {
        List.copyOf(lostAgents).forEach(this::returnAgent);
    }

    void returnAgent(String id) {
        if (lostAgents.remove(id)) {
            tellOfTasksOn(id);
        }
    }

    /** The operator has marked it as gone: it can never come back under this id. */
    void markGone(String id) {
        lostAgents.remove(id);
        agents.remove(id);
        outstanding.values().removeIf(offer -> offer.agent().id().equals(id));
        toScheduler.add(new Input.AgentLost(id));
        on(id).forEach(task -> {
            task.state = TaskState.GONE_BY_OPERATOR;
            send(task, "REASON_SLAVE_REMOVED_BY_OPERATOR", "", false, Optional.empty());
        });
    }

    List<Task> on(String agentId) {
        return alive().stream()
                .filter(task -> task.ref.agent().id().equals(agentId))
                .toList();
    }

    /** Alive, as far as Mesos can see. */
    List<Task> visible() {
        return alive().stream()
                .filter(task -> !lostAgents.contains(task.ref.agent().id()))
                .toList();
    }

    private void tellOfTasksOn(String agentId) {
        on(agentId).forEach(task -> send(task, "", "", false, Optional.empty()));
    }

    void end(Task task, TaskState state, String message) {
        task.state = state;
        send(task, "", message, true, Optional.empty());
    }

    private void send(Task task, String reason, String message, boolean toAcknowledge, Optional<NodeReport> report) {
        boolean isLost = lostAgents.contains(task.ref.agent().id());
        TaskUpdate update = new TaskUpdate(
                task.ref.id(),
                isLost ? TaskState.UNREACHABLE : task.state,
                Optional.of(task.ref.agent().id()),
                toAcknowledge ? Optional.of("uuid" + ++numbers) : Optional.empty(),
                reason,
                message,
                Optional.empty(),
                report,
                Instant.EPOCH);
        if (toAcknowledge) {
            unacknowledged.add(update);
        }
        toScheduler.add(new Input.Updated(update));
    }
}
