package org.mesoselk.scheduler.api;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.mesoselk.scheduler.core.model.Wait;
import org.mesoselk.scheduler.mesos.MesosTally;
import org.mesoselk.scheduler.runtime.Board;
import org.mesoselk.scheduler.runtime.Leadership;
import org.mesoselk.scheduler.runtime.Published;
import org.springframework.stereotype.Component;

/** What Prometheus is told: of the framework by its leader, of itself by each process. What only the leader knows is 0 elsewhere. */
@Component
class SchedulerMetrics implements MeterBinder {
    private static final List<String> STATES =
            List.of("PENDING", "LAUNCHING", "STARTING", "RUNNING", "UNREACHABLE", "STOPPING", "STOPPED");

    private final Board board;
    private final Leadership leadership;
    private final LeaderGauges gauges;
    private final MesosTally mesos;
    private final Set<String> waits = ConcurrentHashMap.newKeySet();

    SchedulerMetrics(ApiContext scheduler) {
        this.board = scheduler.board();
        this.leadership = scheduler.leadership();
        this.gauges = new LeaderGauges(scheduler);
        this.mesos = scheduler.mesos();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        LeadershipMetrics.bind(leadership, registry);
        MesosMetrics.bind(mesos, registry);
        for (String state : STATES) {
            gauge("mesos_elk_members", published -> members(published, state))
                    .tag("state", state)
                    .register(registry);
        }
        gauge("mesos_elk_subscribed", published -> published.memory().subscribed() ? 1 : 0)
                .register(registry);
        gauge("mesos_elk_deciding", published -> published.deciding() ? 1 : 0).register(registry);
        Gauge.builder("mesos_elk_tick_seconds", board, b -> b.read().tickTime().toNanos() / 1e9)
                .description("Duration of the last tick")
                .register(registry);
        FunctionCounter.builder("mesos_elk_ticks", board, b -> b.read().ticks()).register(registry);
        for (boolean used : new boolean[] {true, false}) {
            gauge("mesos_elk_offer_verdicts", published -> verdicts(published, used))
                    .description("Among the last verdicts on offers")
                    .tag("used", Boolean.toString(used))
                    .register(registry);
        }
        board.onPublish(published -> published.waits().forEach(wait -> known(wait, registry)));
    }

    private Gauge.Builder<Board> gauge(String name, ToDoubleFunction<Published> value) {
        return gauges.of(name, value);
    }

    private void known(Wait wait, MeterRegistry registry) {
        if (waits.add(wait.name())) {
            gauge("mesos_elk_waits", published -> waiting(published, wait.name()))
                    .tag("name", wait.name())
                    .register(registry);
        }
    }

    private static long waiting(Published published, String name) {
        return published.waits().stream()
                .filter(wait -> wait.name().equals(name))
                .count();
    }

    private static long members(Published published, String state) {
        return published.records().members().values().stream()
                .filter(member -> Names.of(member.state()).equals(state))
                .count();
    }

    private static long verdicts(Published published, boolean used) {
        return published.verdicts().stream()
                .filter(verdict -> verdict.used() == used)
                .count();
    }
}
