package org.mesoselk.scheduler.core.elasticsearch;

import java.util.List;
import org.mesoselk.commons.elastic.ElasticsearchTask;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.ElasticsearchSettings;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.TaskRef;

/** What the executor is told about its node. */
final class RenderTask {

    private static final List<String> MASTER_ROLES = List.of("master", "data", "ingest");
    private static final List<String> DATA_ROLES = List.of("data", "ingest");

    private RenderTask() {}

    /** The member must already stand in the records with its task: its own address belongs to the seed hosts. */
    static ElasticsearchTask render(ElasticsearchTick tick, Member member, TaskRef task, Offer offer) {
        ElasticsearchSettings settings = tick.settings;
        Cluster cluster = tick.records().cluster();
        return new ElasticsearchTask(
                tick.spec().clusterName(),
                member.name(),
                member.masterEligible() ? MASTER_ROLES : DATA_ROLES,
                settings.networkHost().orElse(task.agent().ip()),
                task.httpPort(),
                task.transportPort(),
                SendSeeds.seedHosts(tick.members()),
                cluster.uuid().isPresent() ? List.of() : cluster.initialMasterNodes(),
                cluster.uuid(),
                tick.nodeSet().heapMb(),
                settings.dataRoot().map(root -> String.join("/", root, settings.frameworkName(), member.name())),
                settings.distribution(),
                settings.runAs(),
                settings.javaHome(),
                tick.nodeSet().settings(),
                settings.jvmOptions(),
                offer.attributes());
    }
}
