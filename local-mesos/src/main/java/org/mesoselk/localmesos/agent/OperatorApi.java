package org.mesoselk.localmesos.agent;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.apache.mesos.v1.Protos.FileInfo;
import org.apache.mesos.v1.Protos.Flag;
import org.apache.mesos.v1.Protos.TimeInfo;
import org.apache.mesos.v1.Protos.VersionInfo;
import org.apache.mesos.v1.agent.Protos.Call;
import org.apache.mesos.v1.agent.Protos.Response;
import org.mesoselk.localmesos.agent.files.FileEntry;
import org.mesoselk.localmesos.agent.files.FilePiece;
import org.mesoselk.localmesos.agent.files.FilesEndpoint;
import org.mesoselk.localmesos.http.HttpAnswer;
import org.mesoselk.localmesos.http.HttpError;
import org.mesoselk.localmesos.http.HttpRequest;
import org.mesoselk.localmesos.http.Media;

/** {@code POST /api/v1}: the reads of the v1 operator API. */
final class OperatorApi {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final AgentOptions options;
    private final AgentLoop loop;
    private final AgentState state;
    private final FilesEndpoint files;
    private final ContainersEndpoint containers;

    OperatorApi(
            AgentOptions options,
            AgentLoop loop,
            AgentState state,
            FilesEndpoint files,
            ContainersEndpoint containers) {
        this.options = options;
        this.loop = loop;
        this.state = state;
        this.files = files;
        this.containers = containers;
    }

    HttpAnswer handle(HttpRequest request) throws IOException, InterruptedException {
        Call.Builder builder = Call.newBuilder();
        Media.ofBody(request).read(request.body(), builder);
        Media media = Media.ofAnswer(request);
        Call call = builder.build();
        require(call.hasType(), "Expecting 'type' to be present");
        Response.Builder response = Response.newBuilder().setType(Response.Type.forNumber(type(call)));
        switch (call.getType()) {
            case GET_HEALTH ->
                response.setGetHealth(Response.GetHealth.newBuilder().setHealthy(true));
            case GET_VERSION ->
                response.setGetVersion(Response.GetVersion.newBuilder()
                        .setVersionInfo(VersionInfo.newBuilder().setVersion(StateJson.MESOS_VERSION)));
            case GET_FLAGS ->
                AgentFlags.of(options)
                        .forEach((name, value) -> response.getGetFlagsBuilder()
                                .addFlags(Flag.newBuilder().setName(name).setValue(value)));
            case GET_AGENT ->
                response.setGetAgent(Response.GetAgent.newBuilder().setAgentInfo(loop.ask(() -> state.info)));
            case GET_FRAMEWORKS -> response.setGetFrameworks(loop.ask(this::frameworks));
            case GET_EXECUTORS -> response.setGetExecutors(loop.ask(this::executors));
            case GET_TASKS -> response.setGetTasks(loop.ask(this::tasks));
            case GET_STATE ->
                response.setGetState(loop.ask(() -> Response.GetState.newBuilder()
                        .setGetTasks(tasks())
                        .setGetExecutors(executors())
                        .setGetFrameworks(frameworks())
                        .build()));
            case GET_CONTAINERS ->
                response.setGetContainers(Response.GetContainers.newBuilder().addAllContainers(containers.measured()));
            case LIST_FILES -> {
                require(call.hasListFiles(), "Expecting 'list_files' to be present");
                files.list(call.getListFiles().getPath())
                        .forEach(entry -> response.getListFilesBuilder().addFileInfos(info(entry)));
            }
            case READ_FILE -> {
                require(call.hasReadFile(), "Expecting 'read_file' to be present");
                FilePiece piece = files.read(
                        call.getReadFile().getPath(),
                        OptionalLong.of(call.getReadFile().getOffset()),
                        call.getReadFile().hasLength()
                                ? OptionalLong.of(call.getReadFile().getLength())
                                : OptionalLong.empty());
                response.setReadFile(Response.ReadFile.newBuilder()
                        .setSize(piece.size())
                        .setData(ByteString.copyFrom(piece.data().content())));
            }
            default -> throw new HttpError(501, "This agent does not serve " + call.getType());
        }
        return media.answer(response.build());
    }

    /** The numbers of a call's type and of its answer's are the same for all that is served here, by name. */
    private static int type(Call call) {
        try {
            return Response.Type.valueOf(call.getType().name()).getNumber();
        } catch (IllegalArgumentException e) {
            throw new HttpError(501, "This agent does not serve " + call.getType());
        }
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new HttpError(400, "Failed to validate agent::Call: " + sentence);
        }
    }

    private Response.GetFrameworks frameworks() {
        Response.GetFrameworks.Builder answer = Response.GetFrameworks.newBuilder();
        state.frameworks
                .values()
                .forEach(framework -> answer.addFrameworksBuilder().setFrameworkInfo(framework.info));
        state.completed.forEach(
                framework -> answer.addCompletedFrameworksBuilder().setFrameworkInfo(framework.info));
        return answer.build();
    }

    private Response.GetExecutors executors() {
        Response.GetExecutors.Builder answer = Response.GetExecutors.newBuilder();
        for (AgentFramework framework : state.allFrameworks()) {
            framework
                    .executors
                    .values()
                    .forEach(executor -> answer.addExecutorsBuilder().setExecutorInfo(executor.info));
            framework.completed.forEach(
                    executor -> answer.addCompletedExecutorsBuilder().setExecutorInfo(executor.info));
        }
        return answer.build();
    }

    private Response.GetTasks tasks() {
        Response.GetTasks.Builder answer = Response.GetTasks.newBuilder();
        for (AgentFramework framework : state.allFrameworks()) {
            for (AgentExecutor executor : framework.allExecutors()) {
                each(framework, executor, executor.queuedTasks(), answer::addQueuedTasks);
                each(
                        framework,
                        executor,
                        executor.launched.values().stream()
                                .filter(task -> !task.terminal())
                                .toList(),
                        answer::addLaunchedTasks);
                each(
                        framework,
                        executor,
                        executor.launched.values().stream()
                                .filter(AgentTask::terminal)
                                .toList(),
                        answer::addTerminatedTasks);
                each(framework, executor, List.copyOf(executor.completed), answer::addCompletedTasks);
            }
        }
        return answer.build();
    }

    private static void each(
            AgentFramework framework,
            AgentExecutor executor,
            Collection<AgentTask> tasks,
            java.util.function.Consumer<org.apache.mesos.v1.Protos.Task> add) {
        tasks.forEach(task -> add.accept(task.toTask(framework.id(), executor.command)));
    }

    private static FileInfo info(FileEntry entry) {
        return FileInfo.newBuilder()
                .setPath(entry.path())
                .setNlink(entry.nlink())
                .setSize(entry.size())
                .setMtime(TimeInfo.newBuilder().setNanoseconds(entry.mtime() * NANOS_PER_SECOND))
                .setMode(entry.mode())
                .setUid(entry.uid())
                .setGid(entry.gid())
                .build();
    }
}
