package org.mesoselk.localmesos.replay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The offers that a scheduler holds. */
final class OfferBook {

    private final Map<String, JsonNode> held = new LinkedHashMap<>();
    private final Map<String, String> agents = new LinkedHashMap<>();

    void add(JsonNode event) {
        switch (event.path("type").asString("")) {
            case "OFFERS" -> {
                for (JsonNode offer : event.at("/offers/offers")) {
                    held.put(id(offer), offer);
                    agents.put(id(offer), agentId(offer));
                }
            }
            case "INVERSE_OFFERS" -> {
                for (JsonNode offer : event.at("/inverse_offers/inverse_offers")) {
                    agents.put(id(offer), agentId(offer));
                }
            }
            case "RESCIND" -> held.remove(event.at("/rescind/offer_id/value").asString());
            default -> {}
        }
    }

    static String id(JsonNode offer) {
        return offer.at("/id/value").asString();
    }

    static String agentId(JsonNode offer) {
        return offer.at("/agent_id/value").asString();
    }

    /** The scheduler accepts or declines them. */
    void take(Collection<String> ids) {
        held.keySet().removeAll(ids);
    }

    String agentOf(String offerId) {
        return agents.getOrDefault(offerId, "unknown");
    }

    /** Its agent has no other offer. */
    boolean isLastOf(String offerId) {
        String agent = agentOf(offerId);
        return held.values().stream()
                .noneMatch(offer -> agentId(offer).equals(agent) && !id(offer).equals(offerId));
    }

    List<JsonNode> on(String agentId) {
        List<JsonNode> there = new ArrayList<>();
        held.values().stream().filter(offer -> agentId(offer).equals(agentId)).forEach(there::add);
        return there;
    }

    Collection<String> agents() {
        return held.values().stream().map(OfferBook::agentId).distinct().toList();
    }
}
