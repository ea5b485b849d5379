package org.mesoselk.localmesos.agent.updates;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateStreamsTest {

    private static final FrameworkID FRAMEWORK =
            FrameworkID.newBuilder().setValue("f").build();
    private static final TaskID TASK = TaskID.newBuilder().setValue("t").build();
    private static final TaskStatus STARTING = status("u1", TaskState.TASK_STARTING);
    private static final TaskStatus RUNNING = status("u2", TaskState.TASK_RUNNING);
    private static final TaskStatus FINISHED = status("u3", TaskState.TASK_FINISHED);
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private final UpdateStreams streams = new UpdateStreams(Duration.ofSeconds(10));
    private Instant now = T0;

    @BeforeEach
    void connect() {
        streams.resume();
    }

    private static TaskStatus status(String uuid, TaskState state) {
        return TaskStatus.newBuilder()
                .setTaskId(TASK)
                .setState(state)
                .setUuid(ByteString.copyFromUtf8(uuid))
                .build();
    }

    private List<TaskStatus> due() {
        return streams.due(now).stream().map(UpdateStreams.Due::status).toList();
    }

    private Optional<TaskStatus> acknowledge(TaskStatus status) {
        return streams.acknowledge(FRAMEWORK, TASK, status.getUuid());
    }

    private boolean add(TaskStatus status) {
        return streams.add(FRAMEWORK, status, Optional.of(new UpdateLog(folder.resolve("task.updates"))));
    }

    @Test
    void oneUpdateIsOnItsWayAtATimeAndTheNextFollowsTheAcknowledgement() {
        add(STARTING);
        add(RUNNING);
        assertThat(due()).containsExactly(STARTING);
        assertThat(due()).isEmpty();
        assertThat(acknowledge(STARTING)).contains(STARTING);
        assertThat(due()).containsExactly(RUNNING);
    }

    @Test
    void itIsSentAgainAfterTenSecondsThenTwentyThenForty() {
        add(STARTING);
        due();
        for (int wait : new int[] {10, 20, 40}) {
            now = now.plusSeconds(wait - 1);
            assertThat(due()).as("a second before %s s", wait).isEmpty();
            now = now.plusSeconds(1);
            assertThat(due()).as("after %s s", wait).containsExactly(STARTING);
        }
    }

    @Test
    void theWaitNeverGrowsBeyondTenMinutes() {
        add(STARTING);
        for (int i = 0; i < 10; i++) {
            now = now.plus(Duration.ofMinutes(10));
            assertThat(due()).containsExactly(STARTING);
        }
    }

    @Test
    void aSchedulerThatCameBackGetsItAtOnceWithTheSameUuid() {
        add(STARTING);
        due();
        streams.resume(FRAMEWORK);
        assertThat(due()).containsExactly(STARTING);
        now = now.plusSeconds(10);
        assertThat(due()).as("the short wait again").containsExactly(STARTING);
    }

    @Test
    void withoutAMasterNothingIsDue() {
        add(STARTING);
        streams.pause();
        assertThat(due()).isEmpty();
        streams.resume();
        assertThat(due()).containsExactly(STARTING);
    }

    @Test
    void anAcknowledgementOfAnotherUpdateChangesNothing() {
        add(STARTING);
        add(RUNNING);
        due();
        assertThat(acknowledge(RUNNING)).isEmpty();
        assertThat(acknowledge(STARTING)).contains(STARTING);
        assertThat(acknowledge(STARTING)).as("a second time").isEmpty();
    }

    @Test
    void aDuplicateAndWhateverFollowsTheEndAreNotTaken() {
        assertThat(add(STARTING)).isTrue();
        assertThat(add(STARTING)).isFalse();
        assertThat(add(FINISHED)).isTrue();
        assertThat(add(RUNNING)).isFalse();
    }

    @Test
    void aTaskHasTerminatedOnceItsEndIsAcknowledged() {
        add(FINISHED);
        assertThat(streams.terminated(FRAMEWORK, TASK)).isFalse();
        assertThat(streams.pending(FRAMEWORK)).isTrue();
        acknowledge(FINISHED);
        assertThat(streams.terminated(FRAMEWORK, TASK)).isTrue();
        assertThat(streams.pending(FRAMEWORK)).isFalse();
    }

    @Test
    void afterARestartTheFirstUnacknowledgedUpdateIsDueAndOldOnesAreKnown() throws Exception {
        add(STARTING);
        add(RUNNING);
        acknowledge(STARTING);

        UpdateStreams next = new UpdateStreams(Duration.ofSeconds(10));
        assertThat(next.recover(FRAMEWORK, TASK, new UpdateLog(folder.resolve("task.updates"))))
                .containsExactly(STARTING, RUNNING);
        next.resume();
        assertThat(next.due(now)).extracting(UpdateStreams.Due::status).containsExactly(RUNNING);
        assertThat(next.stored(FRAMEWORK, TASK, STARTING.getUuid())).isTrue();
        assertThat(next.add(FRAMEWORK, RUNNING, Optional.empty())).isFalse();
    }

    @Test
    void aRecordThatWasCutShortByACrashIsLeftOutAndWrittenOver() throws Exception {
        Path file = folder.resolve("task.updates");
        add(STARTING);
        byte[] whole = Files.readAllBytes(file);
        add(RUNNING);
        byte[] both = Files.readAllBytes(file);
        for (int length = whole.length; length < both.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(both, length), StandardOpenOption.TRUNCATE_EXISTING);
            assertThat(new UpdateLog(file).read()).as("cut at %s", length).hasSize(1);
            assertThat(Files.size(file)).isEqualTo(whole.length);
        }
        new UpdateLog(file).update(RUNNING);
        assertThat(new UpdateLog(file).read()).hasSize(2);
    }

    @Test
    void anUpdateThatCannotBeStoredIsSentAllTheSame() {
        UpdateLog unwritable = new UpdateLog(folder.resolve("no/such/folder/task.updates"));
        assertThat(streams.add(FRAMEWORK, RUNNING, Optional.of(unwritable))).isTrue();
        assertThat(due()).containsExactly(RUNNING);
    }
}
