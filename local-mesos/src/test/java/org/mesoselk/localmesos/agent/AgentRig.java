package org.mesoselk.localmesos.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.awaitility.Awaitility;
import org.mesoselk.localmesos.link.ToAgent;

/** An agent with a fake master, and a hand on the processes that it starts. */
final class AgentRig implements AutoCloseable {

    final FakeMaster master;
    final Agent agent;
    final Path work;
    private final HttpClient http = HttpClient.newHttpClient();

    private AgentRig(Path work, FakeMaster master, Agent agent) {
        this.work = work;
        this.master = master;
        this.agent = agent;
    }

    static AgentRig start(Path work) throws Exception {
        return start(work, options -> options);
    }

    static AgentRig start(Path work, UnaryOperator<AgentOptions.Builder> change) throws Exception {
        FakeMaster master = new FakeMaster("agent-1");
        AgentOptions options =
                change.apply(AgentOptions.builder("unused", work)).build();
        AgentRig rig = new AgentRig(work, master, new Agent(options, master, InstantSource.system()));
        rig.agent.start();
        Awaitility.await("registered")
                .atMost(FakeMaster.PATIENCE)
                .until(() -> rig.agent.id().isPresent());
        return rig;
    }

    void run(TaskInfo task) {
        master.say(new ToAgent.RunTask(Tasks.framework(true), task));
    }

    Path sandbox(String executor) {
        return work.resolve("slaves/agent-1/frameworks/framework-1/executors/" + executor + "/runs/latest");
    }

    /** An executor's process, as the master is not told but the checkpoint says. */
    long pid(String executor) throws Exception {
        Path file = work.resolve(
                "meta/slaves/latest/frameworks/framework-1/executors/" + executor + "/runs/latest/pids/forked.pid");
        Awaitility.await("pid of " + executor)
                .atMost(FakeMaster.PATIENCE)
                .until(() -> java.nio.file.Files.exists(file));
        return Long.parseLong(java.nio.file.Files.readString(file));
    }

    TestExecutor executor(String id) {
        return TestExecutor.subscribe(agent.url(), id);
    }

    HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(agent.url() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String contentType, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(agent.url() + path))
                        .header("Content-Type", contentType)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Living processes that have {@code word} on their command line. */
    static List<String> processesWith(String word) {
        return ProcessHandle.allProcesses()
                .flatMap(process ->
                        Stream.ofNullable(process.info().commandLine().orElse(null)))
                .filter(line -> line.contains(word) && !line.contains("surefire"))
                .toList();
    }

    static void awaitNoProcessWith(String word) {
        Awaitility.await("no process with " + word)
                .atMost(FakeMaster.PATIENCE)
                .untilAsserted(() -> assertThat(processesWith(word)).isEmpty());
    }

    /** Ends the executors too. */
    @Override
    public void close() {
        agent.unregister();
        agent.ended()
                .orTimeout(FakeMaster.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        agent.close();
    }
}
