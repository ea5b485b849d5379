package org.mesoselk.scheduler.core.safety;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Node;

/** A surplus task has come back, and its member has another node: which copy is whose cannot be told by the name. */
final class SameName implements Veto {

    @Override
    public String name() {
        return "same-name";
    }

    @Override
    public Stream<Reason> reasons(Known look, Leaving leaving) {
        List<String> names = look.nodes().stream().map(Node::name).toList();
        Set<String> seen = new TreeSet<>();
        return names.stream()
                .filter(name -> !seen.add(name))
                .distinct()
                .map(name -> new Reason(
                        name, "two nodes of the cluster are named " + name + ": one of them is stopped first"));
    }
}
