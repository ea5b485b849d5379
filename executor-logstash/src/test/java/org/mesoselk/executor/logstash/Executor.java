package org.mesoselk.executor.logstash;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged executor as a process, in a sandbox, as an agent would start it. */
final class Executor implements AutoCloseable {

    private final Process process;

    Executor(FakeAgent agent, Path sandbox) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of("-jar", jar().toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(sandbox.toFile())
                .redirectOutput(Redirect.appendTo(sandbox.resolve("stdout").toFile()))
                .redirectError(Redirect.appendTo(sandbox.resolve("stderr").toFile()));
        builder.environment().put("MESOS_AGENT_ENDPOINT", agent.endpoint());
        builder.environment().put("MESOS_FRAMEWORK_ID", "F");
        builder.environment().put("MESOS_EXECUTOR_ID", "E");
        builder.environment().put("MESOS_DIRECTORY", sandbox.toString());
        builder.environment().put("MESOS_SANDBOX", sandbox.toString());
        process = builder.start();
    }

    /** Those with which the scheduler starts it. */
    static final List<String> JVM_OPTIONS = List.of(
            "-Xms4m",
            "-Xmx20m",
            "-Xmn2m",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=20",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xss256k",
            "-XX:ReservedCodeCacheSize=16m",
            "-XX:-UsePerfData");

    private static Path jar() {
        return Path.of(System.getProperty("executor.jar", "target/executor-logstash-all.jar"))
                .toAbsolutePath();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("The executor has not ended within 30 s");
        }
        return process.exitValue();
    }

    /** SIGKILL. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
