package org.mesoselk.simulator.scheduler;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.runtime.Readiness;
import org.mesoselk.simulator.elasticsearch.Cluster;
import org.mesoselk.simulator.world.Universe;
import org.mesoselk.simulator.world.Weather.Risk;

/** As the driver's thread does it: one call of a kind at a time; what comes meanwhile or just after is dropped. */
final class Driving {
    private static final long AFTER_FAILURE = 3_000;
    private static final long AFTER_SUCCESS = 1_000;

    private final Universe world;
    private final Cluster cluster;
    private final Process process;
    private final Runnable done;
    private final Map<Class<?>, Long> notBefore = new HashMap<>();

    Driving(Universe world, Cluster cluster, Process process, Runnable done) {
        this.world = world;
        this.cluster = cluster;
        this.process = process;
        this.done = done;
    }

    void call(Call.ToElasticsearch call) {
        if (world.now() < notBefore.getOrDefault(call.getClass(), 0L)) {
            return;
        }
        notBefore.put(call.getClass(), Long.MAX_VALUE);
        int takes = world.chance.between(10, 300);
        if (world.strikes(Risk.CHANGE_LOST)) {
            world.agenda.in(takes, () -> over(call, Optional.of("connection reset")));
        } else if (world.strikes(Risk.CHANGE_LATE)) {
            world.agenda.in(takes, () -> over(call, Optional.of("time-out")));
            world.agenda.in(world.chance.between(300, 25_000), () -> apply(call));
        } else {
            boolean answerIsLost = world.strikes(Risk.CHANGE_TAKEN_FOR_LOST);
            world.agenda.in(takes, () -> {
                List<String> hosts = Readiness.hosts(process.board().read().records());
                Optional<String> failure =
                        hosts.isEmpty() ? Optional.of("no member runs that could be told") : apply(call);
                over(call, failure.or(() -> answerIsLost ? Optional.of("time-out") : Optional.empty()));
            });
        }
    }

    private Optional<String> apply(Call.ToElasticsearch call) {
        Optional<String> refused = cluster.change(call);
        world.tell(() -> "elasticsearch: " + call
                + refused.map(why -> " refused: " + why).orElse(""));
        return refused;
    }

    private void over(Call.ToElasticsearch call, Optional<String> failure) {
        notBefore.put(call.getClass(), world.now() + (failure.isPresent() ? AFTER_FAILURE : AFTER_SUCCESS));
        if (!process.isDead()) {
            failure.ifPresent(sentence -> process.receive(new Input.CallFailed(call, sentence)));
            done.run();
        }
    }
}
