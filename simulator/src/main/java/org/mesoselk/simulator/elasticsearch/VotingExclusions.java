package org.mesoselk.simulator.elasticsearch;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * As Elasticsearch keeps them: of a node that is not there either the name or the id is known, as it was asked for; a
 * name gets its id when such a node joins, an id never a name. Votes are taken by ids alone.
 */
final class VotingExclusions {
    private static final int MOST = 10;

    private Set<Exclusion> exclusions = new TreeSet<>();

    /** @param id and {@code name}: one of them empty where it was not known */
    private record Exclusion(String id, String name) implements Comparable<Exclusion> {
        @Override
        public int compareTo(Exclusion other) {
            return toString().compareTo(other.toString());
        }
    }

    boolean isEmpty() {
        return exclusions.isEmpty();
    }

    /** @return whether there was room */
    boolean addNames(Set<String> names, Collection<Node> joined) {
        return add(names.stream()
                .map(name -> joined.stream()
                        .filter(node -> node.name.equals(name))
                        .findFirst()
                        .map(VotingExclusions::of)
                        .orElse(new Exclusion("", name)))
                .collect(Collectors.toSet()));
    }

    /** @return whether there was room */
    boolean addIds(Set<String> ids, Collection<Node> joined) {
        return add(ids.stream()
                .map(id -> joined.stream()
                        .filter(node -> node.nodeId().equals(id))
                        .findFirst()
                        .map(VotingExclusions::of)
                        .orElse(new Exclusion(id, "")))
                .collect(Collectors.toSet()));
    }

    private boolean add(Set<Exclusion> more) {
        Set<Exclusion> all = new TreeSet<>(exclusions);
        all.addAll(more);
        if (all.size() <= MOST) {
            exclusions = all;
            return true;
        }
        return false;
    }

    void clear() {
        exclusions.clear();
    }

    void joins(Node node) {
        if (exclusions.remove(new Exclusion("", node.name))) {
            exclusions.add(of(node));
        }
    }

    Set<String> ids() {
        return exclusions.stream()
                .map(Exclusion::id)
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** @param joined give their names to the exclusions of their ids */
    Set<String> names(Collection<Node> joined) {
        Set<String> names = exclusions.stream()
                .map(Exclusion::name)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> ids = ids();
        joined.stream().filter(node -> ids.contains(node.nodeId())).forEach(node -> names.add(node.name));
        return names;
    }

    private static Exclusion of(Node node) {
        return new Exclusion(node.nodeId(), node.name);
    }

    @Override
    public String toString() {
        return exclusions.toString();
    }
}
