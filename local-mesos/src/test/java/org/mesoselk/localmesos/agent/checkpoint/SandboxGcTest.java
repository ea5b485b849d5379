package org.mesoselk.localmesos.agent.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxGcTest {

    private static final FrameworkID FRAMEWORK =
            FrameworkID.newBuilder().setValue("f").build();

    @TempDir
    Path root;

    private Path run(String executor, String container) throws Exception {
        WorkDir dir = new WorkDir(root);
        ExecutorID id = ExecutorID.newBuilder().setValue(executor).build();
        WorkDir.Run run = new WorkDir.Run("a", FRAMEWORK, id, container);
        new Checkpoints(dir)
                .executor(run, ExecutorInfo.newBuilder().setExecutorId(id).build(), false);
        return Sandbox.create(dir.sandbox(run));
    }

    private void collectIn(Duration later, Set<Path> live) {
        InstantSource clock = InstantSource.offset(InstantSource.system(), later);
        new SandboxGc(new WorkDir(root), Duration.ofDays(7), clock).collect(live);
    }

    @Test
    void onlyOldSandboxesThatNobodyUsesAreRemovedWithTheirCheckpoints() throws Exception {
        Path ended = run("ended", "c1");
        Path live = run("live", "c2");
        collectIn(Duration.ofDays(6), Set.of(live));
        assertThat(ended).exists();
        collectIn(Duration.ofDays(8), Set.of(live));
        assertThat(live).exists();
        assertThat(root.resolve("slaves/a/frameworks/f/executors/ended")).doesNotExist();
        assertThat(root.resolve("meta/slaves/a/frameworks/f/executors/ended")).doesNotExist();
        assertThat(root.resolve("meta/slaves/a/frameworks/f/executors/live/executor.info"))
                .exists();
    }

    @Test
    void anOlderRunGoesAndTheNewestStays() throws Exception {
        Path older = run("e", "c1");
        Path newer = run("e", "c2");
        collectIn(Duration.ofDays(8), Set.of(newer));
        assertThat(older).doesNotExist();
        assertThat(newer).exists();
        assertThat(newer.resolveSibling("latest")).isSymbolicLink();
    }
}
