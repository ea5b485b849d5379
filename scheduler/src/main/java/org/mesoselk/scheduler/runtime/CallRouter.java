package org.mesoselk.scheduler.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Input;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Each call to where it belongs; what does not get through comes back to the inbox. */
public final class CallRouter implements Outside {
    private static final Logger LOG = LoggerFactory.getLogger("mesos-elk");

    /**
     * The core makes most calls again in the tick that hears of the failure. A master that refuses at once (one that takes
     * the subscription for gone, until this side notices) would be asked thousands of times a second.
     */
    private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final BiConsumer<Call.ToMesos, Consumer<String>> mesos;
    private final Consumer<Call.ToElasticsearch> elasticsearch;
    private final Inbox inbox;

    /** @param mesos takes a call and whom to tell when it did not get through */
    public CallRouter(
            BiConsumer<Call.ToMesos, Consumer<String>> mesos,
            Consumer<Call.ToElasticsearch> elasticsearch,
            Inbox inbox) {
        this.mesos = mesos;
        this.elasticsearch = elasticsearch;
        this.inbox = inbox;
    }

    @Override
    public void call(Call call) {
        if (call instanceof Call.ToMesos toMesos) {
            tell(call);
            mesos.accept(toMesos, sentence -> {
                LOG.warn("{} failed: {}", call.getClass().getSimpleName(), sentence);
                LATER.execute(() -> inbox.put(new Input.CallFailed(call, sentence)));
            });
        } else if (call instanceof Call.ToElasticsearch toElasticsearch) {
            elasticsearch.accept(toElasticsearch);
        }
    }

    private static void tell(Call call) {
        if (call instanceof Call.Launch launch) {
            LOG.info(
                    "launches {} of {} on {}",
                    launch.task().id(),
                    launch.memberName(),
                    launch.task().agent().hostname());
        } else if (call instanceof Call.Kill kill) {
            LOG.info("kills task {}", kill.taskId());
        } else {
            LOG.debug("{}", call);
        }
    }
}
