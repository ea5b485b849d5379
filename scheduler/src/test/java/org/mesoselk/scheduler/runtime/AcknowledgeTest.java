package org.mesoselk.scheduler.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.elasticsearch.ElasticsearchCore;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;

/** An acknowledged update is one that Mesos never repeats: what it told must be stored by then. */
class AcknowledgeTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final TaskRef TASK =
            new TaskRef("es-default-0.1", new AgentRef("agent0", "host0", "10.0.0.1"), 31000, 31001, NOW);
    private static final Records LAUNCHED = LoopTest.FIRST
            .withFrameworkId("F-1")
            .with(new Member(
                    "es-default-0",
                    "default",
                    0,
                    true,
                    new Member.Goal.Stay(),
                    new MemberState.Launching(TASK),
                    Optional.empty(),
                    0,
                    Optional.empty()));

    private final FakeStore store = new FakeStore(LAUNCHED, new ArrayList<>());
    private final List<Call> calls = new ArrayList<>();
    private final List<MemberState> storedWhenAcknowledged = new ArrayList<>();
    private final Inbox inbox = new Inbox();
    private final Deciding deciding = new Deciding(
            new ElasticsearchCore(),
            LoopTest.SETTINGS,
            store,
            LAUNCHED,
            this::called,
            inbox,
            new Board(new Published(
                    NOW, true, LAUNCHED, Memory.initial(NOW), List.of(), List.of(), List.of(), Duration.ZERO, 0)),
            () -> NOW);

    private void called(Call call) {
        calls.add(call);
        if (call instanceof Call.Acknowledge) {
            storedWhenAcknowledged.add(
                    store.stored.members().get("es-default-0").state());
        }
    }

    @AfterEach
    void close() {
        inbox.close();
    }

    private void turn(Input... inputs) {
        deciding.turn(
                List.of(inputs).stream().<Inbox.Entry>map(Inbox.Happened::new).toList());
    }

    private static Input.Updated starting() {
        return new Input.Updated(new TaskUpdate(
                TASK.id(),
                TaskState.STARTING,
                Optional.of("agent0"),
                Optional.of("uuid"),
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                NOW));
    }

    @Test
    void anUpdateIsAcknowledgedWhenWhatItTellsIsStored() {
        turn(new Input.Subscribed("F-1"), starting());
        assertThat(storedWhenAcknowledged).containsExactly(new MemberState.Starting(TASK));
    }

    @Test
    void whatCannotBeStoredIsNotAcknowledgedUntilItIs() {
        store.failing = FakeStore.Failure.NOT_DONE;
        turn(new Input.Subscribed("F-1"), starting());
        turn();
        assertThat(calls).isEmpty();

        store.failing = FakeStore.Failure.NONE;
        turn();
        assertThat(storedWhenAcknowledged).containsExactly(new MemberState.Starting(TASK));
    }
}
