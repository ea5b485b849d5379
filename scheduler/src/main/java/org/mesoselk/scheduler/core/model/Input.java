package org.mesoselk.scheduler.core.model;

import java.util.List;

/** What happened outside since the last tick. */
public sealed interface Input {

    /** A new subscription: offers are void, every task must be reconciled, everything is unsuppressed. */
    record Subscribed(String frameworkId) implements Input {}

    record Disconnected(String cause) implements Input {}

    /** As {@link Disconnected}, because the master does not take the credentials. */
    record Refused(String cause) implements Input {}

    record Offered(List<Offer> offers) implements Input {}

    record Rescinded(String offerId) implements Input {}

    record Updated(TaskUpdate update) implements Input {}

    /** Mesos lost an agent: its offers are void. What becomes of its tasks is told by updates. */
    record AgentLost(String agentId) implements Input {}

    /** Mesos has removed the framework: its tasks are ended, and its id is void for ever. */
    record FrameworkRemoved() implements Input {}

    record InverseOffered(List<InverseOffer> offers) implements Input {}

    record InverseRescinded(String inverseOfferId) implements Input {}

    record OperationUpdated(OperationUpdate update) implements Input {}

    /** A new look at Elasticsearch, good for killing in this tick only. */
    record Observed(ElasticsearchView elasticsearch) implements Input {}

    /** The master was asked for its agents. */
    record AgentsListed(AgentsView agents) implements Input {}

    /** It was looked up where Elasticsearch is. */
    record EndpointsSeen(EndpointsView endpoints) implements Input {}

    /** It was looked up where the Elasticsearch of a group of Kibana instances is. */
    record GroupEndpointsSeen(String group, EndpointsView endpoints) implements Input {}

    /** The secret of a group of Kibana instances was looked up, or made. */
    record KeysSeen(String group, KeysView keys) implements Input {}

    /** A call of an earlier decision did not get through: {@code sentence} says why. */
    record CallFailed(Call call, String sentence) implements Input {}

    /** Time has passed. */
    record Timer() implements Input {}
}
