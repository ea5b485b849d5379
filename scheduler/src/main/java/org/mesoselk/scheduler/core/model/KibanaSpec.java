package org.mesoselk.scheduler.core.model;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The Kibana instances that the operator wants.
 *
 * @param counts wanted instances by group; a group is of one Elasticsearch cluster
 * @param restarts ids of the tasks that are to be replaced by new ones
 * @param launched by task id, with which options it was launched: {@link KibanaSettings#fingerprint}. Kept here because an
 *     executor tells of it only when it has something to tell
 */
public record KibanaSpec(
        long generation,
        SortedMap<String, Integer> counts,
        SortedSet<String> restarts,
        SortedMap<String, String> launched)
        implements Spec {

    /** Of a group. So many changes of one kind are spread over two ticks. */
    public static final int MOST = 200;

    public KibanaSpec {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        restarts = Collections.unmodifiableSortedSet(new TreeSet<>(restarts));
        launched = Collections.unmodifiableSortedMap(new TreeMap<>(launched));
    }

    /** Nothing has been launched yet. */
    public static KibanaSpec first(SortedMap<String, Integer> counts) {
        return new KibanaSpec(1, counts, Collections.emptySortedSet(), Collections.emptySortedMap());
    }

    /** Of records of a Kibana framework. */
    public static KibanaSpec of(Records records) {
        return (KibanaSpec) records.spec();
    }

    @Override
    public String words() {
        return counts.entrySet().stream()
                        .map(group -> group.getValue() + " of group " + group.getKey())
                        .collect(Collectors.joining(", "))
                + " wanted";
    }

    /** Of all groups. */
    public int wanted() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** As an operator asks for it. */
    public KibanaSpec withCount(String group, int count) {
        SortedMap<String, Integer> changed = new TreeMap<>(counts);
        changed.put(group, count);
        return new KibanaSpec(generation + 1, changed, restarts, launched);
    }

    public KibanaSpec withoutGroup(String group) {
        SortedMap<String, Integer> changed = new TreeMap<>(counts);
        changed.remove(group);
        return new KibanaSpec(generation + 1, changed, restarts, launched);
    }

    /** As an operator asks for it. */
    public KibanaSpec withRestarts(Collection<String> taskIds) {
        SortedSet<String> more = new TreeSet<>(restarts);
        more.addAll(taskIds);
        return more.equals(restarts) ? this : new KibanaSpec(generation + 1, counts, more, launched);
    }

    public KibanaSpec launched(String taskId, String fingerprint) {
        SortedMap<String, String> more = new TreeMap<>(launched);
        more.put(taskId, fingerprint);
        return new KibanaSpec(generation, counts, restarts, more);
    }

    /** The others have ended. @return this when there are no others */
    public KibanaSpec keepOnly(Collection<String> taskIds) {
        if (taskIds.containsAll(restarts) && taskIds.containsAll(launched.keySet())) {
            return this;
        }
        SortedSet<String> keptRestarts = new TreeSet<>(restarts);
        keptRestarts.retainAll(taskIds);
        SortedMap<String, String> keptLaunched = new TreeMap<>(launched);
        keptLaunched.keySet().retainAll(taskIds);
        return new KibanaSpec(generation, counts, keptRestarts, keptLaunched);
    }
}
