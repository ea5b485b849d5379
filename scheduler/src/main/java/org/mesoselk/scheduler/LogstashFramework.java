package org.mesoselk.scheduler;

import java.util.ArrayList;
import java.util.List;
import org.mesoselk.scheduler.api.logstash.LogstashApi;
import org.mesoselk.scheduler.core.Core;
import org.mesoselk.scheduler.core.logstash.LogstashCore;
import org.mesoselk.scheduler.core.model.GivenPipelines;
import org.mesoselk.scheduler.core.model.LogstashSpec;
import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.mesos.ContainerPlan;
import org.mesoselk.scheduler.mesos.LaunchPlan;
import org.mesoselk.scheduler.options.LogstashOptions;
import org.mesoselk.scheduler.runtime.Inbox;

/** Logstash's side of a scheduler process. */
record LogstashFramework(LogstashOptions options) implements Framework {

    @Override
    public Product product() {
        return Product.LOGSTASH;
    }

    @Override
    public Class<?> api() {
        return LogstashApi.class;
    }

    @Override
    public Core core() {
        return new LogstashCore();
    }

    @Override
    public LaunchPlan plan(String url) {
        return new LaunchPlan(
                product(),
                options.mesos().frameworkName(),
                executorUri(url),
                options.executor().fileName(),
                options.engine().url().map(Object::toString),
                options.engine().javaHome(),
                options.executor().resources(),
                options.killGrace(),
                options.mesos().access().agentTls(),
                options.container()
                        .map(container ->
                                new ContainerPlan(container.image(), container.writable(), container.readable())));
    }

    @Override
    public Surroundings surroundings(SchedulerProcess process, Inbox inbox) {
        return new LogstashSurroundings(options, process, inbox);
    }

    @Override
    public List<String> tell(Records stored, boolean isFirstStart) {
        LogstashSpec spec = LogstashSpec.of(stored);
        List<String> sentences = new ArrayList<>();
        GivenPipelines.Noted own = options.pipelines().noted();
        spec.given()
                .filter(last -> last.readAt().isAfter(own.readAt())
                        && !last.fingerprints().equals(own.fingerprints()))
                .ifPresent(last ->
                        sentences.add("--pipeline of this scheduler has no effect: one that was started later, at "
                                + last.readAt() + ", has given "
                                + last.fingerprints().keySet()
                                + "; start this one anew if its own shall count"));
        sentences.add(stored.members().size() + " members"
                + (spec.reserved() ? ", Logstash's share is to be reserved on every agent" : ""));
        return sentences;
    }
}
