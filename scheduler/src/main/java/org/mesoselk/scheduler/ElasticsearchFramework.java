package org.mesoselk.scheduler;

import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.scheduler.mesos.Claim;
import org.mesoselk.scheduler.mesos.FrameworkDescription;
import org.mesoselk.scheduler.mesos.LaunchPlan;
import org.mesoselk.scheduler.options.ElasticsearchOptions;

/** What Mesos is told of the framework and its tasks, as the options have it. */
final class ElasticsearchFramework {

    private ElasticsearchFramework() {}

    /** @param url of the leader's API, which serves the executor's jar */
    static LaunchPlan plan(ElasticsearchOptions options, String url) {
        String executor = options.executor()
                .url()
                .map(Object::toString)
                .orElse(url + "/artifacts/" + options.executor().fileName());
        return new LaunchPlan(
                Product.ELASTICSEARCH,
                options.mesos().frameworkName(),
                executor,
                options.executor().fileName(),
                options.nodes().url().map(Object::toString),
                options.nodes().javaHome(),
                options.executor().resources(),
                options.pace().killGrace(),
                options.mesos().access().agentTls());
    }

    static Claim claim(ElasticsearchOptions options) {
        return new Claim(
                options.mesos().frameworkName(),
                options.mesos().role(),
                options.mesos().access().principal());
    }

    /** @param url of the leader's API, which Mesos' page links to */
    static FrameworkDescription description(ElasticsearchOptions options, String url) {
        return new FrameworkDescription(
                options.mesos().frameworkName(),
                options.mesos().user(),
                options.mesos().role(),
                options.mesos().failoverTimeout(),
                url,
                options.api().hostname(),
                options.mesos().access().principal());
    }
}
