package org.mesoselk.localmesos.master;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Things by their ids, in the order in which they came; those of one agent are found without a look at all others. */
final class ByAgent<T> extends AbstractMap<String, T> {

    private final Map<String, T> all = new LinkedHashMap<>();
    private final Map<String, Map<String, T>> byAgent = new HashMap<>();
    private final Function<T, String> agentOf;

    /** @param agentOf the agent's id, which does not change */
    ByAgent(Function<T, String> agentOf) {
        this.agentOf = agentOf;
    }

    List<T> on(String agentId) {
        return List.copyOf(byAgent.getOrDefault(agentId, Map.of()).values());
    }

    @Override
    public T get(Object id) {
        return all.get(id);
    }

    @Override
    public boolean containsKey(Object id) {
        return all.containsKey(id);
    }

    @Override
    public T put(String id, T value) {
        T before = remove(id);
        all.put(id, value);
        byAgent.computeIfAbsent(agentOf.apply(value), agent -> new LinkedHashMap<>())
                .put(id, value);
        return before;
    }

    @Override
    public T remove(Object id) {
        T removed = all.remove(id);
        if (removed != null) {
            byAgent.computeIfPresent(agentOf.apply(removed), (agent, some) -> {
                some.remove(id);
                return some.isEmpty() ? null : some;
            });
        }
        return removed;
    }

    /** Cannot be changed. */
    @Override
    public Collection<T> values() {
        return Collections.unmodifiableCollection(all.values());
    }

    /** Cannot be changed. */
    @Override
    public Set<Entry<String, T>> entrySet() {
        return Collections.unmodifiableMap(all).entrySet();
    }
}
