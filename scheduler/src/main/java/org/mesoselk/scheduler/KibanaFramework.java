package org.mesoselk.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.mesoselk.scheduler.api.kibana.KibanaApi;
import org.mesoselk.scheduler.core.Core;
import org.mesoselk.scheduler.core.kibana.KibanaCore;
import org.mesoselk.scheduler.core.model.KibanaSpec;
import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.mesos.ContainerPlan;
import org.mesoselk.scheduler.mesos.LaunchPlan;
import org.mesoselk.scheduler.options.KibanaOptions;
import org.mesoselk.scheduler.runtime.Inbox;

/** Kibana's side of a scheduler process. */
record KibanaFramework(KibanaOptions options) implements Framework {

    @Override
    public Product product() {
        return Product.KIBANA;
    }

    @Override
    public Class<?> api() {
        return KibanaApi.class;
    }

    @Override
    public Core core() {
        return new KibanaCore();
    }

    @Override
    public LaunchPlan plan(String url) {
        return new LaunchPlan(
                product(),
                options.mesos().frameworkName(),
                executorUri(url),
                options.executor().fileName(),
                options.place().url().map(Object::toString),
                options.place().javaHome(),
                options.executor().resources(),
                options.killGrace(),
                options.mesos().access().agentTls(),
                options.place()
                        .image()
                        .map(image -> new ContainerPlan(
                                image, new TreeSet<>(), options.place().readable())));
    }

    @Override
    public Surroundings surroundings(SchedulerProcess process, Inbox inbox) {
        return new KibanaSurroundings(options, process, inbox);
    }

    @Override
    public List<String> tell(Records stored, boolean isFirstStart) {
        KibanaSpec spec = KibanaSpec.of(stored);
        List<String> sentences = new ArrayList<>();
        if (!isFirstStart && !spec.counts().equals(options.firstSpec().counts())) {
            sentences.add("what is stored rules (" + spec.words() + "); --instances counts for the first start of a"
                    + " group only");
        }
        sentences.add(stored.members().size() + " members, " + spec.wanted() + " wanted");
        return sentences;
    }
}
