package org.mesoselk.localmesos.agent.checkpoint;

import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.mesoselk.localmesos.agent.checkpoint.WorkDir.Run;
import org.mesoselk.localmesos.agent.process.ProcessId;
import org.mesoselk.localmesos.agent.updates.UpdateLog;

/**
 * Writes what an agent must still know after it was killed, in the files of a real agent's {@code meta} folder. The
 * info files are v1 protobufs. Every file appears whole or not at all.
 */
public final class Checkpoints {

    static final String PORT = "port";
    static final String SENTINEL = "executor.sentinel";
    static final String COMMAND = "executor_generated_for_command_task";
    static final String PID = "pids/forked.pid";
    static final String PROCESS = "pids/forked.process";

    private final WorkDir dir;

    public Checkpoints(WorkDir dir) {
        this.dir = dir;
    }

    /** The agent's info with its id; from now on {@code latest} names it. */
    public void agent(AgentInfo info) throws IOException {
        Path slave = dir.metaSlave(info.getId().getValue());
        write(slave.resolve("slave.info"), info.toByteArray());
        Sandbox.pointTo(dir.metaSlaves().resolve("latest"), slave);
    }

    /** The port that executors know this agent by. */
    public void port(int port) throws IOException {
        write(dir.root().resolve("meta").resolve(PORT), String.valueOf(port).getBytes(StandardCharsets.US_ASCII));
    }

    /** The agent will begin as a new one. */
    public void forgetAgent() throws IOException {
        Files.deleteIfExists(dir.metaSlaves().resolve("latest"));
    }

    public void framework(String agentId, FrameworkInfo info) throws IOException {
        write(dir.metaFramework(agentId, info.getId()).resolve("framework.info"), info);
    }

    public void forgetFramework(String agentId, FrameworkID framework) throws IOException {
        Files.deleteIfExists(dir.metaFramework(agentId, framework).resolve("framework.info"));
    }

    /**
     * An executor that is about to be launched.
     *
     * @param command the agent made it up for a task without an executor
     */
    public void executor(Run run, ExecutorInfo info, boolean command) throws IOException {
        write(dir.metaExecutor(run).resolve("executor.info"), info);
        write(dir.metaExecutor(run).resolve(COMMAND), (command ? "1" : "0").getBytes(StandardCharsets.US_ASCII));
        Path meta = dir.metaRun(run);
        Files.createDirectories(meta.resolve("tasks"));
        Sandbox.pointTo(meta.resolveSibling("latest"), meta);
    }

    public void started(Run run, ProcessId process) throws IOException {
        Path meta = dir.metaRun(run);
        write(meta.resolve(PROCESS), process.text().getBytes(StandardCharsets.US_ASCII));
        write(meta.resolve(PID), String.valueOf(process.pid()).getBytes(StandardCharsets.US_ASCII));
    }

    public void ended(Run run) throws IOException {
        write(dir.metaRun(run).resolve(SENTINEL), new byte[0]);
    }

    public void task(Run run, TaskInfo task) throws IOException {
        write(dir.metaTask(run, task.getTaskId()).resolve("task.info"), task);
    }

    public UpdateLog updates(Run run, TaskID task) throws IOException {
        Path folder = dir.metaTask(run, task);
        Files.createDirectories(folder);
        return new UpdateLog(folder.resolve("task.updates"));
    }

    private static void write(Path file, MessageLite message) throws IOException {
        write(file, message.toByteArray());
    }

    static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, content);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
