package org.mesoselk.scheduler.core.kibana;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mesoselk.commons.kibana.KibanaTask;
import org.mesoselk.scheduler.core.model.KibanaSettings;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.Payload;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.offer.Placement;

/** What an instance asks of an offer, and what its executor is told. */
final class RenderInstance {

    private RenderInstance() {}

    static Placement placement(KibanaSettings settings) {
        return new Placement(
                settings.share().plus(settings.executor()),
                List.of(settings.port()),
                settings.constraints(),
                settings.uniqueHosts() ? 1 : 0,
                false,
                KibanaTick.SPREAD);
    }

    static Payload.Kibana payload(KibanaTick tick, Member member, TaskRef task, List<String> endpoints) {
        KibanaTask told = tick.settings.task();
        return new Payload.Kibana(
                new KibanaTask(
                        member.name(),
                        told.host().isEmpty() ? task.agent().ip() : told.host(),
                        task.httpPort(),
                        endpoints,
                        told.access(),
                        told.distribution(),
                        told.heapMb(),
                        told.proxy(),
                        Optional.of(tick.memory.kibana.keys.get(KibanaTick.groupOf(member))),
                        told.settings(),
                        tick.fingerprint()),
                labels(tick.settings.labels(), member, task));
    }

    private static SortedMap<String, String> labels(SortedMap<String, String> given, Member member, TaskRef task) {
        SortedMap<String, String> labels = new TreeMap<>();
        given.forEach((key, value) -> labels.put(fill(key, member, task), fill(value, member, task)));
        labels.put("group", KibanaTick.groupOf(member));
        return labels;
    }

    private static String fill(String text, Member member, TaskRef task) {
        return text.replace("{group}", KibanaTick.groupOf(member))
                .replace("{port}", Integer.toString(task.httpPort()))
                .replace("{host}", task.agent().hostname())
                .replace("{member}", member.name());
    }
}
