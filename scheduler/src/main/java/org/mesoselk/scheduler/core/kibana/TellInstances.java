package org.mesoselk.scheduler.core.kibana;

import java.util.Optional;
import org.mesoselk.commons.kibana.KibanaReport;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.TaskUpdate;

/** Which instances run and serve nobody, and what their groups lack. */
final class TellInstances {

    private TellInstances() {}

    static void into(KibanaTick tick) {
        tick.members().stream()
                .filter(member -> member.state() instanceof MemberState.Running running && !running.healthy())
                .forEach(member -> unhealthy(tick, member));
        tick.spec().counts().forEach((group, count) -> {
            if (count > 0 && tick.settings.groups().contains(group)) {
                tellOf(tick, group);
            }
        });
    }

    /** It is not stopped for that: a new one would find the same Elasticsearch. */
    private static void unhealthy(KibanaTick tick, Member member) {
        TaskRef task = member.task().orElseThrow();
        String status = Optional.ofNullable(tick.memory.kibana.reports.get(task.id()))
                .flatMap(KibanaReport::status)
                .map(said -> "its /api/status says " + said)
                .orElse("its /api/status does not say that it is available");
        String message = Optional.ofNullable(tick.memory.said.get(task.id()))
                .map(TaskUpdate::message)
                .filter(said -> !said.isBlank())
                .map(said -> ": " + said)
                .orElse("");
        tick.wait(
                "unhealthy",
                member.name(),
                member.name() + " runs on agent " + task.agent().hostname() + ", and " + status + message);
    }

    private static void tellOf(KibanaTick tick, String group) {
        boolean areKeysKnown = tick.memory.kibana.keys.containsKey(group);
        String keys = tick.memory.kibana.keysUnknown.getOrDefault(group, "not yet asked");
        if (!areKeysKnown) {
            tick.wait(
                    "keys-unknown",
                    group,
                    "no instance of group " + group + " is launched: its encryption keys cannot be had: " + keys);
        }
        if (tick.settings.hasOwnAddresses()) {
            return;
        }
        String unknown = tick.memory.kibana.endpointsUnknown.getOrDefault(
                group, tick.memory.kibana.endpoints.containsKey(group) ? "" : "not yet asked");
        if (!unknown.isEmpty()) {
            tick.wait(
                    "endpoints-unknown",
                    group,
                    "where the Elasticsearch of group " + group + " is cannot be looked up: " + unknown
                            + "; what was known before stays in use");
        } else if (SendEndpoints.known(tick, group).isEmpty()) {
            tick.wait(
                    "no-elasticsearch",
                    group,
                    "no Elasticsearch member serves for group " + group
                            + " at present: its Kibana waits until one does");
        }
    }
}
