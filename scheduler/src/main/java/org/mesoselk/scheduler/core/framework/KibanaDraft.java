package org.mesoselk.scheduler.core.framework;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mesoselk.commons.kibana.EncryptionKeys;
import org.mesoselk.commons.kibana.KibanaReport;
import org.mesoselk.scheduler.core.model.EndpointsView;
import org.mesoselk.scheduler.core.model.KeysView;
import org.mesoselk.scheduler.core.model.KibanaMemory;

/** {@link KibanaMemory} while a tick changes it. */
public final class KibanaDraft {
    public final SortedMap<String, List<String>> endpoints;
    public final SortedMap<String, String> endpointsUnknown;
    public final SortedMap<String, EncryptionKeys> keys;
    public final SortedMap<String, String> keysUnknown;
    public final SortedMap<String, KibanaReport> reports;
    public final SortedMap<String, List<String>> endpointsSent;

    KibanaDraft(KibanaMemory memory) {
        endpoints = new TreeMap<>(memory.endpoints());
        endpointsUnknown = new TreeMap<>(memory.endpointsUnknown());
        keys = new TreeMap<>(memory.keys());
        keysUnknown = new TreeMap<>(memory.keysUnknown());
        reports = new TreeMap<>(memory.reports());
        endpointsSent = new TreeMap<>(memory.endpointsSent());
    }

    void keepOnly(Set<String> taskIds) {
        reports.keySet().retainAll(taskIds);
        endpointsSent.keySet().retainAll(taskIds);
    }

    void subscribed() {
        endpointsSent.clear();
    }

    /** One that could not be had takes nothing away from the last one. */
    void seen(String group, EndpointsView view) {
        if (view instanceof EndpointsView.Known known) {
            endpoints.put(group, known.urls());
            endpointsUnknown.remove(group);
        } else {
            endpointsUnknown.put(group, ((EndpointsView.Unknown) view).cause());
        }
    }

    void seen(String group, KeysView view) {
        if (view instanceof KeysView.Known known) {
            keys.put(group, known.keys());
            keysUnknown.remove(group);
        } else {
            keysUnknown.put(group, ((KeysView.Unknown) view).cause());
        }
    }

    KibanaMemory finished() {
        return new KibanaMemory(
                Collections.unmodifiableSortedMap(endpoints),
                Collections.unmodifiableSortedMap(endpointsUnknown),
                Collections.unmodifiableSortedMap(keys),
                Collections.unmodifiableSortedMap(keysUnknown),
                Collections.unmodifiableSortedMap(reports),
                Collections.unmodifiableSortedMap(endpointsSent));
    }
}
