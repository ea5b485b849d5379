package org.mesoselk.executor.logstash.official.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.executor.logstash.WorkDirs;
import org.mesoselk.executor.logstash.forwarder.discover.AgentState;

class NamesFilesTest {

    @TempDir
    Path temp;

    private final AtomicInteger asked = new AtomicInteger();
    private boolean known;

    private AgentState state() throws IOException {
        asked.incrementAndGet();
        if (!known) {
            throw new IOException("the agent wants credentials");
        }
        return new AgentState(
                Map.of("F", "greeter"),
                Map.of(
                        "C",
                        new AgentState.Executor(
                                "E", false, List.of(new AgentState.Task("T", "hello", Optional.empty())))));
    }

    @Test
    void thereAreFilesAtOnceAndTheAgentIsNotAskedForEver() throws Exception {
        WorkDirs.sandbox(temp.resolve("work"), "A", "F", "E", "C");
        NamesFiles files = new NamesFiles(temp.resolve("names"), temp.resolve("work"), this::state);
        files.refresh();
        assertThat(temp.resolve("names/tasks.json")).exists();
        for (int i = 0; i < 20; i++) {
            files.refresh();
        }
        assertThat(asked).hasValue(5);
        known = true;
        WorkDirs.sandbox(temp.resolve("work"), "A", "F", "E2", "C2");
        files.refresh();
        assertThat(Files.readString(temp.resolve("names/tasks.json"))).contains("\"C\" : \"T\"");
        assertThat(Files.readString(temp.resolve("names/frameworks.json"))).contains("greeter");
    }
}
