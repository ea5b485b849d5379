package org.mesoselk.localmesos.agent.checkpoint;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.mesoselk.localmesos.agent.process.ProcessId;

/** Reads back what {@link Checkpoints} wrote. */
public final class Recovery {

    private Recovery() {}

    /**
     * Everything that is there; nothing is not an error.
     *
     * @throws IOException naming the file, when one cannot be read or understood
     */
    public static Recovered read(WorkDir dir) throws IOException {
        Path meta = dir.root().resolve("meta");
        Optional<Integer> port = text(meta.resolve(Checkpoints.PORT)).map(Integer::parseInt);
        Path latest = dir.metaSlaves().resolve("latest");
        Optional<AgentInfo> agent = message(latest.resolve("slave.info"), AgentInfo.parser());
        List<Recovered.Framework> frameworks = new ArrayList<>();
        if (agent.isPresent()) {
            for (Path folder : folders(latest.resolve("frameworks"))) {
                Optional<FrameworkInfo> info = message(folder.resolve("framework.info"), FrameworkInfo.parser());
                if (info.isPresent()) {
                    frameworks.add(new Recovered.Framework(
                            info.get(), executors(agent.get().getId().getValue(), info.get(), folder)));
                }
            }
        }
        return new Recovered(agent, port, List.copyOf(frameworks));
    }

    private static List<Recovered.Executor> executors(String agentId, FrameworkInfo framework, Path folder)
            throws IOException {
        List<Recovered.Executor> executors = new ArrayList<>();
        for (Path executor : folders(folder.resolve("executors"))) {
            Optional<ExecutorInfo> info = message(executor.resolve("executor.info"), ExecutorInfo.parser());
            Path latest = executor.resolve("runs/latest");
            if (info.isEmpty() || !Files.isDirectory(latest)) {
                continue;
            }
            Path run = latest.toRealPath();
            executors.add(new Recovered.Executor(
                    info.get(),
                    new WorkDir.Run(
                            agentId,
                            framework.getId(),
                            info.get().getExecutorId(),
                            run.getFileName().toString()),
                    text(executor.resolve(Checkpoints.COMMAND)).orElse("0").equals("1"),
                    text(run.resolve(Checkpoints.PROCESS)).map(ProcessId::parse),
                    Files.exists(run.resolve(Checkpoints.SENTINEL)),
                    tasks(run)));
        }
        return List.copyOf(executors);
    }

    private static List<TaskInfo> tasks(Path run) throws IOException {
        List<TaskInfo> tasks = new ArrayList<>();
        for (Path folder : folders(run.resolve("tasks"))) {
            message(folder.resolve("task.info"), TaskInfo.parser()).ifPresent(tasks::add);
        }
        return List.copyOf(tasks);
    }

    private static List<Path> folders(Path parent) throws IOException {
        List<Path> folders = new ArrayList<>();
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, Files::isDirectory)) {
                entries.forEach(folders::add);
            }
        }
        folders.sort(null);
        return folders;
    }

    private static Optional<String> text(Path file) throws IOException {
        return Files.exists(file)
                ? Optional.of(Files.readString(file, StandardCharsets.US_ASCII).strip())
                : Optional.empty();
    }

    private static <T> Optional<T> message(Path file, Parser<T> parser) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.parseFrom(Files.readAllBytes(file)));
        } catch (InvalidProtocolBufferException e) {
            throw new IOException(
                    "the checkpoint " + file + " is damaged: " + e.getMessage()
                            + "; remove the agent's work directory to begin as a new agent",
                    e);
        }
    }
}
