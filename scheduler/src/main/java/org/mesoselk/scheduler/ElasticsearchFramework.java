package org.mesoselk.scheduler;

import java.util.ArrayList;
import java.util.List;
import org.mesoselk.scheduler.api.elasticsearch.ElasticsearchApi;
import org.mesoselk.scheduler.core.Core;
import org.mesoselk.scheduler.core.elasticsearch.ElasticsearchCore;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.mesos.LaunchPlan;
import org.mesoselk.scheduler.options.ElasticsearchOptions;
import org.mesoselk.scheduler.runtime.Inbox;

/** Elasticsearch's side of a scheduler process. */
record ElasticsearchFramework(ElasticsearchOptions options) implements Framework {

    @Override
    public Product product() {
        return Product.ELASTICSEARCH;
    }

    @Override
    public Class<?> api() {
        return ElasticsearchApi.class;
    }

    @Override
    public Core core() {
        return new ElasticsearchCore();
    }

    @Override
    public LaunchPlan plan(String url) {
        return new LaunchPlan(
                product(),
                options.mesos().frameworkName(),
                executorUri(url),
                options.executor().fileName(),
                options.nodes().url().map(Object::toString),
                options.nodes().javaHome(),
                options.executor().resources(),
                options.pace().killGrace(),
                options.mesos().access().agentTls());
    }

    @Override
    public Surroundings surroundings(SchedulerProcess process, Inbox inbox) {
        return new ElasticsearchSurroundings(process.board(), inbox);
    }

    @Override
    public List<String> tell(Records stored, boolean isFirstStart) {
        ElasticsearchSpec spec = ElasticsearchSpec.of(stored);
        List<String> sentences = new ArrayList<>();
        if (!isFirstStart && !spec.nodeSet().equals(options.firstSpec().nodeSet())) {
            sentences.add("the stored spec rules (generation " + spec.generation() + ", "
                    + spec.nodeSet().count() + " nodes); the options that describe it (--nodes and so on) count for the"
                    + " first start only");
        }
        sentences.add(stored.members().size() + " members, " + spec.nodeSet().count() + " wanted");
        return sentences;
    }
}
