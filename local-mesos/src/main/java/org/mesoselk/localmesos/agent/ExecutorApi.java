package org.mesoselk.localmesos.agent;

import java.util.Map;
import java.util.concurrent.Executor;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.executor.Protos.Call;
import org.apache.mesos.v1.executor.Protos.Event;
import org.mesoselk.localmesos.http.HttpAnswer;
import org.mesoselk.localmesos.http.HttpError;
import org.mesoselk.localmesos.http.HttpRequest;
import org.mesoselk.localmesos.http.Media;
import org.mesoselk.localmesos.http.Records;
import org.mesoselk.localmesos.http.ResponseStream;

/** {@code POST /api/v1/executor}: the v1 executor API, with the refusals of a real agent. */
final class ExecutorApi {

    private static final int UUID_BYTES = 16;

    private final AgentLoop loop;
    private final AgentState state;
    private final AgentCore core;

    ExecutorApi(AgentLoop loop, AgentState state, AgentCore core) {
        this.loop = loop;
        this.state = state;
        this.core = core;
    }

    HttpAnswer handle(HttpRequest request) throws InterruptedException {
        Call.Builder builder = Call.newBuilder();
        Media.ofBody(request).read(request.body(), builder);
        Call call = builder.build();
        validate(call);
        request.principal().ifPresent(principal -> verify(call, principal.claims()));
        loop.ask(() -> {
            if (state.framework(call.getFrameworkId()).isEmpty()) {
                throw new HttpError(400, "Framework cannot be found");
            }
            if (state.executor(call.getFrameworkId(), call.getExecutorId()).isEmpty()) {
                throw new HttpError(400, "Executor cannot be found");
            }
            return true;
        });
        return switch (call.getType()) {
            case SUBSCRIBE -> subscribe(call, Media.ofAnswer(request));
            case UPDATE -> {
                loop.execute(() -> core.update(
                        call.getFrameworkId(),
                        call.getExecutorId(),
                        call.getUpdate().getStatus()));
                yield HttpAnswer.empty(202);
            }
            case MESSAGE -> {
                loop.execute(() -> core.message(
                        call.getFrameworkId(),
                        call.getExecutorId(),
                        call.getMessage().getData()));
                yield HttpAnswer.empty(202);
            }
            case HEARTBEAT -> HttpAnswer.empty(202);
            case UNKNOWN -> HttpAnswer.empty(501);
        };
    }

    private static void verify(Call call, Map<String, String> claims) {
        if (!call.getFrameworkId().getValue().equals(claims.get("fid"))
                || !call.getExecutorId().getValue().equals(claims.get("eid"))) {
            throw new HttpError(403, "The token was given to another executor");
        }
    }

    private HttpAnswer subscribe(Call call, Media media) {
        return HttpAnswer.stream(media.contentType(), body -> {
            Subscription subscription = new Subscription(body, media);
            Executor onLoop = loop;
            onLoop.execute(() ->
                    core.subscribe(call.getFrameworkId(), call.getExecutorId(), subscription, call.getSubscribe()));
            body.onGone(
                    () -> onLoop.execute(() -> core.gone(call.getFrameworkId(), call.getExecutorId(), subscription)));
        });
    }

    private record Subscription(ResponseStream body, Media media) implements ExecutorStream {
        @Override
        public void send(Event event) {
            body.write(Records.frame(media.write(event)));
        }

        @Override
        public void end() {
            body.end();
        }
    }

    private static void validate(Call call) {
        require(call.hasType(), "Expecting 'type' to be present");
        require(call.hasExecutorId(), "Expecting 'executor_id' to be present");
        require(call.hasFrameworkId(), "Expecting 'framework_id' to be present");
        switch (call.getType()) {
            case SUBSCRIBE -> require(call.hasSubscribe(), "Expecting 'subscribe' to be present");
            case MESSAGE -> require(call.hasMessage(), "Expecting 'message' to be present");
            case UPDATE -> {
                require(call.hasUpdate(), "Expecting 'update' to be present");
                validate(call, call.getUpdate().getStatus());
            }
            case HEARTBEAT, UNKNOWN -> {}
        }
    }

    private static void validate(Call call, TaskStatus status) {
        require(status.hasUuid(), "Expecting 'uuid' to be present");
        require(
                status.getUuid().size() == UUID_BYTES,
                "Expected " + UUID_BYTES + " bytes but got " + status.getUuid().size());
        require(
                !status.hasExecutorId() || status.getExecutorId().equals(call.getExecutorId()),
                "ExecutorID in Call: " + call.getExecutorId().getValue() + " does not match ExecutorID in TaskStatus: "
                        + status.getExecutorId().getValue());
        String sender = "executor " + call.getExecutorId().getValue() + " of framework "
                + call.getFrameworkId().getValue();
        require(
                status.getSource() == TaskStatus.Source.SOURCE_EXECUTOR,
                "Received Call from " + sender + " with invalid source, expecting 'SOURCE_EXECUTOR'");
        require(
                status.getState() != TaskState.TASK_STAGING,
                "Received TASK_STAGING from " + sender + " which is not allowed");
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new HttpError(400, "Failed to validate Executor::Call: " + sentence);
        }
    }
}
