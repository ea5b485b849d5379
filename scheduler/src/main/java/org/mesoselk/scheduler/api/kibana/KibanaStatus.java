package org.mesoselk.scheduler.api.kibana;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mesoselk.commons.kibana.KibanaReport;
import org.mesoselk.scheduler.api.ApiContext;
import org.mesoselk.scheduler.api.Leader;
import org.mesoselk.scheduler.api.MemberBackOff;
import org.mesoselk.scheduler.api.Names;
import org.mesoselk.scheduler.api.Sandboxes;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.KibanaSpec;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.Wait;
import org.mesoselk.scheduler.runtime.Published;

/**
 * What {@code elk status} shows of this framework; the keys stay.
 *
 * @param wanted instances of all groups
 * @param ready those that run and are healthy
 * @param state green: all are ready, also when none is wanted; yellow: some; red: none; unknown: Mesos has not been heard
 * @param endpoints URLs of those that are ready
 * @param operation always null: what is under way is told by the waits
 */
record KibanaStatus(
        String api,
        String frameworkId,
        int wanted,
        int ready,
        String state,
        List<String> endpoints,
        List<MemberLine> members,
        List<Wait> waits,
        Object operation,
        Leader leadership) {

    /**
     * @param agent id of its agent; empty, as {@code hostname}, {@code task} and {@code sandbox}, without a task
     * @param notBefore when it may be launched again; null while it has a task
     * @param url where a browser reaches it without a reverse proxy; null without a task
     * @param version of Kibana; null, as {@code status}, before the executor has told of it
     * @param status green, yellow or red, as its /api/status says
     */
    record MemberLine(
            String name,
            String group,
            String agent,
            String hostname,
            String task,
            String state,
            String sandbox,
            int failures,
            Instant notBefore,
            String url,
            String version,
            String status) {}

    static KibanaStatus of(ApiContext scheduler, String api) {
        Published published = scheduler.board().read();
        List<Instance> instances = Instance.all(published, scheduler.settings());
        int wanted = KibanaSpec.of(published.records()).wanted();
        int ready = (int) instances.stream().filter(Instance::isReady).count();
        return new KibanaStatus(
                api,
                published.records().frameworkId().orElse(""),
                wanted,
                ready,
                published.memory().subscribed() ? state(wanted, ready) : "unknown",
                endpoints(instances),
                instances.stream().map(instance -> line(instance, scheduler)).toList(),
                published.waits(),
                null,
                Leader.of(api, scheduler.leadership().milestones()));
    }

    private static String state(int wanted, int ready) {
        if (ready >= wanted) {
            return "green";
        }
        return ready > 0 ? "yellow" : "red";
    }

    static List<String> endpoints(List<Instance> instances) {
        return instances.stream()
                .filter(Instance::isReady)
                .flatMap(instance -> instance.url().stream())
                .toList();
    }

    static String sandbox(Instance instance, ApiContext scheduler) {
        String frameworkId = instance.published().records().frameworkId().orElse("");
        return instance.member()
                .task()
                .map(task -> Sandboxes.of(task, frameworkId, scheduler.agentUrls()))
                .orElse("");
    }

    private static MemberLine line(Instance instance, ApiContext scheduler) {
        Member member = instance.member();
        Optional<AgentRef> agent = member.task().map(TaskRef::agent);
        return new MemberLine(
                member.name(),
                instance.group(),
                agent.map(AgentRef::id).orElse(""),
                agent.map(AgentRef::hostname).orElse(""),
                member.task().map(TaskRef::id).orElse(""),
                Names.of(member.state()),
                sandbox(instance, scheduler),
                member.failures(),
                MemberBackOff.of(member).notBefore().orElse(null),
                instance.url().orElse(null),
                instance.report().flatMap(KibanaReport::version).orElse(null),
                instance.report().flatMap(KibanaReport::status).orElse(null));
    }
}
