package org.mesoselk.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.process.ProcessTable;

class MemberTreeTest {

    private static final String SERVER = "org.elasticsearch.server/org.elasticsearch.bootstrap.Elasticsearch";

    @TempDir
    private Path temp;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void leaveNothing() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void a_process_belongs_to_the_task_in_whose_sandbox_it_runs() throws IOException {
        Home home = new Home(temp.resolve("home"));
        long server = java(Map.of("ES_PATH_CONF", sandbox(home, "es-default-1.7") + "/config"), SERVER);
        long executor =
                java(Map.of("MESOS_SANDBOX", sandbox(home, "es-default-1.7")), "executor-elasticsearch-all.jar");
        long collector = java(Map.of("MESOS_SANDBOX", sandbox(home, "ls-2.3")), "executor-logstash-all.jar");
        java(Map.of("ES_PATH_CONF", sandbox(new Home(temp.resolve("other")), "es-default-2.1")), SERVER);
        java(Map.of(), SERVER);
        MemberTree tree = new MemberTree(home, new ProcessTable());
        await().until(() -> tree.executors(Framework.ELASTICSEARCH), Map.of("es-default-1.7", executor)::equals);
        await().until(() -> tree.executors(Framework.LOGSTASH), Map.of("ls-2.3", collector)::equals);
        await().until(tree::elasticsearch, Map.of("es-default-1.7", server)::equals);
        assertThat(tree.launchers()).isEmpty();
    }

    private static String sandbox(Home home, String task) {
        return home.mesos()
                .resolve("agent-1/slaves/S0/frameworks/F/executors/" + task + "/runs/R")
                .toString();
    }

    /** Something that lasts and looks like a JVM with this argument. */
    private long java(Map<String, String> environment, String argument) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                "bash", "-c", "exec -a java sh -c 'while :; do read -t 100 line; done' \"$0\"", argument);
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process.pid();
    }
}
