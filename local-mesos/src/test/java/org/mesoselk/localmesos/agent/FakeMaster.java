package org.mesoselk.localmesos.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.awaitility.Awaitility;
import org.mesoselk.localmesos.link.ToAgent;
import org.mesoselk.localmesos.link.ToMaster;

/** The master's end of an agent's link, in this JVM: keeps what the agent said and says what a test wants. */
final class FakeMaster implements MasterLink.Factory {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<ToMaster> heard = new ArrayList<>();
    private final String agentId;
    private LinkListener listener;
    private boolean acknowledging = true;

    FakeMaster(String agentId) {
        this.agentId = agentId;
    }

    @Override
    public MasterLink create(AgentOptions options, LinkListener agent) {
        listener = agent;
        return new MasterLink() {
            @Override
            public void start() {
                new Thread(this::link, "fake-master").start();
            }

            private void link() {
                try {
                    ToMaster.Register register = agent.register();
                    hear(register);
                    AgentID id = register.agent().hasId()
                            ? register.agent().getId()
                            : AgentID.newBuilder().setValue(agentId).build();
                    agent.received(new ToAgent.Registered("master-1", id, 75_000));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void send(ToMaster message) {
                hear(message);
            }

            @Override
            public void close() {}
        };
    }

    private synchronized void hear(ToMaster message) {
        heard.add(message);
        if (acknowledging
                && message instanceof ToMaster.StatusUpdate update
                && update.status().hasUuid()) {
            acknowledge(update);
        }
    }

    /** Whether updates are acknowledged as they come. */
    synchronized void acknowledging(boolean on) {
        acknowledging = on;
    }

    void acknowledge(ToMaster.StatusUpdate update) {
        say(new ToAgent.UpdateAcknowledged(
                update.frameworkId(),
                update.status().getTaskId(),
                update.status().getUuid()));
    }

    void say(ToAgent message) {
        listener.received(message);
    }

    synchronized List<ToMaster> heard() {
        return List.copyOf(heard);
    }

    <T extends ToMaster> List<T> heard(Class<T> type) {
        return heard().stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<TaskStatus> statuses(String task) {
        return heard(ToMaster.StatusUpdate.class).stream()
                .map(ToMaster.StatusUpdate::status)
                .filter(status -> status.getTaskId().getValue().equals(task))
                .toList();
    }

    List<TaskState> states(String task) {
        return statuses(task).stream().map(TaskStatus::getState).toList();
    }

    <T extends ToMaster> T await(Class<T> type) {
        return await(type, message -> true);
    }

    <T extends ToMaster> T await(Class<T> type, Predicate<T> wanted) {
        Optional<T> found = Awaitility.await("a " + type.getSimpleName())
                .atMost(PATIENCE)
                .until(() -> heard(type).stream().filter(wanted).findFirst(), Optional::isPresent);
        return found.orElseThrow();
    }

    TaskStatus awaitState(String task, TaskState state) {
        Awaitility.await(task + " in " + state)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(states(task)).contains(state));
        return statuses(task).stream()
                .filter(status -> status.getState() == state)
                .findFirst()
                .orElseThrow();
    }
}
