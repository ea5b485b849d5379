package org.mesoselk.scheduler.core.offer;

import java.time.Duration;
import java.util.List;
import org.mesoselk.scheduler.core.model.Constraint;
import org.mesoselk.scheduler.core.model.ElasticsearchSettings;
import org.mesoselk.scheduler.core.model.NodeSetSpec;
import org.mesoselk.scheduler.core.model.PortChoice;
import org.mesoselk.scheduler.core.model.Resources;

/**
 * What a member asks of an offer, whichever member of its kind it is.
 *
 * @param needed what is taken of the offer, the executor's share included, without ports
 * @param ports the ports that are taken, one for each choice
 * @param constraints all must hold for an agent
 * @param maxPerAgent at most so many members on one agent; 0 means no limit
 * @param keepsData whether a member has data on its agent that outlives its task
 * @param patience so long a member waits for an agent without another member before it shares one
 */
public record Placement(
        Resources needed,
        List<PortChoice> ports,
        List<Constraint> constraints,
        int maxPerAgent,
        boolean keepsData,
        Duration patience) {

    private static final List<PortChoice> HTTP_AND_TRANSPORT = List.of(PortChoice.ANY, PortChoice.ANY);

    /** Of a node of Elasticsearch. */
    public static Placement of(NodeSetSpec nodeSet, ElasticsearchSettings settings) {
        return new Placement(
                nodeSet.node().plus(settings.executor()),
                HTTP_AND_TRANSPORT,
                nodeSet.constraints(),
                nodeSet.maxPerAgent(),
                settings.dataRoot().isPresent(),
                settings.spreadPatience());
    }
}
