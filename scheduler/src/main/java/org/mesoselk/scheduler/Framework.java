package org.mesoselk.scheduler;

import java.util.List;
import org.mesoselk.scheduler.core.Core;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.mesos.Claim;
import org.mesoselk.scheduler.mesos.FrameworkDescription;
import org.mesoselk.scheduler.mesos.LaunchPlan;
import org.mesoselk.scheduler.options.FrameworkOptions;
import org.mesoselk.scheduler.runtime.Inbox;

/** What makes a scheduler process one framework's. All else is the same for all of them. */
interface Framework {

    Product product();

    FrameworkOptions options();

    /** The controllers that only this framework has: a Spring configuration. */
    Class<?> api();

    /** A new one for each term. */
    Core core();

    /** @param url of the leader's API, which serves the executor's jar */
    LaunchPlan plan(String url);

    /** What looks around besides Mesos, and acts there, during one term. */
    Surroundings surroundings(SchedulerProcess process, Inbox inbox);

    /** For the log at the start of a term: what is wanted, and which options have no effect on what is stored. */
    List<String> tell(Records stored, boolean isFirstStart);

    /** In whose name resources are taken and reserved. */
    default Claim claim() {
        return new Claim(
                options().mesos().frameworkName(),
                options().mesos().role(),
                options().mesos().access().principal());
    }

    /** Where agents fetch the executor's jar. @param url of the leader's API */
    default String executorUri(String url) {
        return options()
                .executor()
                .url()
                .map(Object::toString)
                .orElse(url + "/artifacts/" + options().executor().fileName());
    }

    /** @param url of the leader's API, which Mesos' page links to */
    default FrameworkDescription description(String url) {
        return new FrameworkDescription(
                options().mesos().frameworkName(),
                product().id(),
                options().mesos().user(),
                options().mesos().role(),
                options().mesos().failoverTimeout(),
                url,
                options().api().hostname(),
                options().mesos().access().principal());
    }

    /** Observers and drivers of one term. Closing ends them. */
    interface Surroundings extends AutoCloseable {

        /** Once there is somebody who takes what they see. */
        void start();

        /** What was just put into the inbox; must be quick. */
        void heard(Input input);

        void call(Call.ToElasticsearch call);

        @Override
        void close();
    }
}
