package org.mesoselk.localmesos.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * The events of one stream, sorted by what they are about. Within a lane the order counts; between lanes it is chance.
 * An event is in every lane that it concerns: what the master says of a task because of its agent is in the task's lane
 * and in the agent's, so that its order to RESCIND and FAILURE counts.
 */
final class Lanes {

    private final Map<String, List<JsonNode>> lanes = new LinkedHashMap<>();
    private final OfferBook offers;
    private final UnaryOperator<String> names;
    private boolean beating;

    /** @param names gives ids the names under which both sides know them */
    Lanes(OfferBook offers, UnaryOperator<String> names) {
        this.offers = offers;
        this.names = names;
    }

    void add(JsonNode event) {
        for (String lane : lanesOf(event)) {
            lanes.computeIfAbsent(lane, one -> new ArrayList<>()).add(event);
        }
        offers.add(event);
    }

    Set<String> names() {
        return lanes.keySet();
    }

    List<JsonNode> of(String lane) {
        return lanes.getOrDefault(lane, List.of());
    }

    private Set<String> lanesOf(JsonNode event) {
        Set<String> in = new LinkedHashSet<>();
        switch (event.path("type").asString("")) {
            case "HEARTBEAT" -> {
                if (!beating) {
                    in.add("framework");
                }
                beating = true;
            }
            case "OFFERS" -> {}
            case "RESCIND" -> {
                String agent = names.apply(
                        offers.agentOf(event.at("/rescind/offer_id/value").asString()));
                if (offers.isLastOf(event.at("/rescind/offer_id/value").asString())) {
                    in.add("agent " + agent);
                }
            }
            case "UPDATE" -> update(event.at("/update/status"), in);
            case "FAILURE" -> {
                in.add("agent "
                        + names.apply(event.at("/failure/agent_id/value").asString()));
                in.add("executor " + event.at("/failure/executor_id/value").asString(""));
            }
            case "UPDATE_OPERATION_STATUS" -> in.add("operations");
            case "INVERSE_OFFERS" -> {
                for (JsonNode offer : event.at("/inverse_offers/inverse_offers")) {
                    in.add("maintenance of " + names.apply(OfferBook.agentId(offer)));
                }
            }
            case "RESCIND_INVERSE_OFFER" ->
                in.add("maintenance of "
                        + names.apply(offers.agentOf(event.at("/rescind_inverse_offer/inverse_offer_id/value")
                                .asString())));
            case "ACKNOWLEDGED" ->
                in.add("task " + event.at("/acknowledged/task_id/value").asString());
            default -> in.add("framework");
        }
        return in;
    }

    private void update(JsonNode status, Set<String> in) {
        in.add("task " + status.at("/task_id/value").asString());
        boolean fromExecutor = status.path("source").asString("").equals("SOURCE_EXECUTOR");
        boolean asked = status.path("reason").asString("").equals("REASON_RECONCILIATION");
        if (!fromExecutor && !asked && status.has("agent_id")) {
            in.add("agent " + names.apply(status.at("/agent_id/value").asString()));
        }
    }
}
