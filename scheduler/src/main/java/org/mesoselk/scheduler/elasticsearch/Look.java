package org.mesoselk.scheduler.elasticsearch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * One look at the cluster through one node: settings, template, health and then the cluster state, so that the shards are
 * never older than the excludes. Whole, or Unknown.
 */
final class Look {
    private static final Logger LOG = LoggerFactory.getLogger(Look.class);
    static final String TEMPLATE = "mesos-elk-default";
    private static final Duration BOUND = Duration.ofSeconds(10);
    /** How long a node may look for its master before it answers 503. */
    private static final String MASTER = "master_timeout=5s";

    private static final String STATE = "/_cluster/state/master_node,nodes,routing_table,metadata?" + MASTER
            + "&filter_path=cluster_uuid,master_node,nodes,routing_table,metadata.cluster_uuid"
            + ",metadata.cluster_coordination,metadata.indices.*.in_sync_allocations"
            + ",metadata.indices.*.settings.index.number_of_replicas"
            + ",metadata.indices.*.settings.index.auto_expand_replicas";

    /** As the coordinating nodes have them, which the parts of a search that other nodes work on are younger than. */
    private static final String SEARCHES = "/_tasks?actions=indices:data/read/search,indices:data/read/scroll"
            + ",indices:data/read/esql&group_by=none&timeout=3s";

    private final ElasticsearchHttp http;
    private final NodeFacts facts;
    private final Instant now;
    private final long end;

    private Look(ElasticsearchHttp http, NodeFacts facts, Instant now, Duration bound) {
        this.http = http;
        this.facts = facts;
        this.now = now;
        this.end = System.nanoTime() + bound.toNanos();
    }

    /**
     * @param host host:port of the node that is asked; cluster-wide answers come from the elected master all the same
     * @param facts of earlier looks, renewed by this one
     */
    static ElasticsearchView at(ElasticsearchHttp http, String host, NodeFacts facts, Instant now) {
        return at(http, host, facts, now, BOUND);
    }

    /** @param bound for all answers together */
    static ElasticsearchView at(ElasticsearchHttp http, String host, NodeFacts facts, Instant now, Duration bound) {
        try {
            http.use(host);
            return ReadView.of(now, new Look(http, facts, now, bound).ask());
        } catch (AskFailedException e) {
            return new ElasticsearchView.Unknown(now, e.getMessage());
        } catch (Strict.Unreadable e) {
            return new ElasticsearchView.Unknown(now, "the answer of " + host + " cannot be used: " + e.getMessage());
        } catch (RuntimeException e) {
            // Nobody else would look again if the observer's thread ended with it.
            LOG.error("the look at {} failed", host, e);
            return new ElasticsearchView.Unknown(now, "the look at " + host + " failed: " + e);
        }
    }

    private ReadView.Answers ask() throws AskFailedException {
        JsonNode settings = settings();
        // Of all templates, so that a missing one is an empty answer and a 404 means that something is wrong.
        JsonNode template = get("/_template?flat_settings=true&filter_path=" + TEMPLATE + "&" + MASTER);
        JsonNode health = get("/_cluster/health?" + MASTER);
        JsonNode state = get(STATE);
        facts.renew(this::get, state.path("nodes"), now);
        // Last: who had something open on a copy before it went is at work still, or has ended.
        Optional<JsonNode> searches =
                ReadView.excludes(Strict.of(settings, "cluster settings")).isEmpty()
                        ? Optional.empty()
                        : Optional.of(get(Line5.speaks(facts.http()) ? Line5.SEARCHES : SEARCHES));
        return Line5.inPresentShape(
                new ReadView.Answers(settings, facts.disk(), facts.http(), template, health, state, searches));
    }

    private JsonNode settings() throws AskFailedException {
        if (Line5.speaks(facts.http())) {
            return get(Line5.SETTINGS);
        }
        try {
            return get("/_cluster/settings?flat_settings=true&" + MASTER);
        } catch (AskFailedException refused) {
            if (!Line5.mayHaveRefused(refused) || !Line5.speaks(get(Line5.VERSIONS))) {
                throw refused;
            }
            return get(Line5.SETTINGS);
        }
    }

    private JsonNode get(String path) throws AskFailedException {
        return http.get(path, Duration.ofNanos(end - System.nanoTime()));
    }
}
