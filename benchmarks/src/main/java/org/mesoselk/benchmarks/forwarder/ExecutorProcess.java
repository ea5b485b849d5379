package org.mesoselk.benchmarks.forwarder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.benchmarks.Scene;
import org.mesoselk.benchmarks.footprint.Running;
import org.mesoselk.commons.elastic.Endpoints;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.logstash.LogstashTask;

/** The whole executor, as an agent would start it, with a work_dir and a data stream of its own. */
final class ExecutorProcess implements AutoCloseable {

    private final AgentStandIn agent;
    private final Process process;
    private final String stream;

    ExecutorProcess(Scene scene, Path workDir, String namespace) throws IOException, InterruptedException {
        stream = "logs-mesos-" + namespace;
        LogstashTask task = new LogstashTask(
                LogstashTask.FORWARDER,
                List.of(),
                scene.folder().resolve("registry-" + namespace).toString(),
                Optional.of(workDir.toString()),
                new LogstashTask.Sources(true, Optional.empty(), 0, List.of()),
                new LogstashTask.Output("mesos", namespace, Map.of("index.number_of_replicas", "0"), false),
                LogstashTask.Limits.STANDARD);
        agent = new AgentStandIn(task);
        Path own = Files.createDirectories(scene.folder().resolve("executor-" + namespace));
        // As the scheduler's LaunchPlan has them.
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms4m",
                        "-Xmx20m",
                        "-Xmn2m",
                        "-XX:MinHeapFreeRatio=10",
                        "-XX:MaxHeapFreeRatio=20",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xss256k",
                        "-XX:ReservedCodeCacheSize=16m",
                        "-XX:-UsePerfData",
                        "-jar",
                        scene.jar("executor-logstash").toString())
                .directory(own.toFile())
                .redirectErrorStream(true)
                .redirectOutput(own.resolve("stdout").toFile());
        builder.environment().put("MESOS_AGENT_ENDPOINT", agent.endpoint());
        builder.environment().put("MESOS_FRAMEWORK_ID", "F");
        builder.environment().put("MESOS_EXECUTOR_ID", "E");
        builder.environment().put("MESOS_DIRECTORY", own.toString());
        process = builder.start();
        scene.endWithThisProgram(process::destroyForcibly);
        agent.awaitRunning();
    }

    String stream() {
        return stream;
    }

    void deliverTo(String node) throws IOException {
        agent.message(Json.bytes(Endpoints.of(List.of(node))));
    }

    double cpuSeconds() throws IOException {
        return Running.cpuSeconds(process.pid());
    }

    double peakMib() throws IOException {
        return Running.peakMib(process.pid());
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
        agent.close();
    }
}
