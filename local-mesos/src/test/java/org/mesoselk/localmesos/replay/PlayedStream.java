package org.mesoselk.localmesos.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mesoselk.localmesos.replay.Comparison.Difference;
import tools.jackson.databind.JsonNode;

/** A recorded stream beside the one of this run: how far the score is, and what was different up to there. */
final class PlayedStream {

    private final String name;
    private final Recording.Streamed recorded;
    private final LiveStream live;
    private final Names names;
    private final OfferBook offers = new OfferBook();
    private final Lanes lanes;
    private final Map<String, Integer> compared = new HashMap<>();
    private int at;

    PlayedStream(String name, Recording.Streamed recorded, LiveStream live, Names names) {
        this.name = name;
        this.recorded = recorded;
        this.live = live;
        this.names = names;
        this.lanes = new Lanes(offers, names::of);
    }

    String name() {
        return name;
    }

    LiveStream live() {
        return live;
    }

    OfferBook recordedOffers() {
        return offers;
    }

    /**
     * Goes on to the event that a word of the score names, past heartbeats.
     *
     * @return the event
     * @throws IllegalArgumentException when the recording has another one there: the score is wrong
     */
    JsonNode advance(String word) {
        skipHeartbeats();
        JsonNode event = at < recorded.events().size() ? recorded.events().get(at) : null;
        if (event == null || !Words.of(event).startsWith(word)) {
            throw new IllegalArgumentException(name + ": the score says " + word + " where the recording has "
                    + (event == null ? "its end" : Words.of(event)));
        }
        at++;
        lanes.add(event);
        skipHeartbeats();
        return event;
    }

    /** As {@link #advance}, for what is not to come here. */
    void passOver(String word) {
        skipHeartbeats();
        JsonNode event = recorded.events().get(at++);
        if (!Words.of(event).startsWith(word)) {
            throw new IllegalArgumentException(
                    name + ": the score passes over " + word + " where the recording has " + Words.of(event));
        }
        skipHeartbeats();
    }

    private void skipHeartbeats() {
        while (at < recorded.events().size()
                && Words.of(recorded.events().get(at)).equals("HEARTBEAT")) {
            lanes.add(recorded.events().get(at++));
        }
    }

    boolean played() {
        skipHeartbeats();
        return at == recorded.events().size();
    }

    boolean endedThen() {
        return recorded.ended();
    }

    /** Everything up to here has come here, too. */
    boolean caughtUp() {
        return lanes.names().stream()
                .allMatch(lane -> live.lanes(mine -> mine.of(lane).size())
                        >= lanes.of(lane).size());
    }

    /** Compares what was not compared yet, of what both have. */
    List<Difference> compare() {
        List<Difference> differences = new ArrayList<>();
        for (String lane : lanes.names()) {
            List<JsonNode> theirs = lanes.of(lane);
            List<JsonNode> mine = live.lanes(some -> List.copyOf(some.of(lane)));
            int from = compared.getOrDefault(lane, 0);
            int to = Math.min(theirs.size(), mine.size());
            for (int i = from; i < to; i++) {
                bind(theirs.get(i), mine.get(i));
                differences.addAll(Comparison.of(where(lane, i, theirs.get(i)), theirs.get(i), mine.get(i), names));
            }
            compared.put(lane, Math.max(from, to));
        }
        return differences;
    }

    /**
     * Of inverse offers there is one on an agent, so that which is which needs no finding out; of several offers that are
     * taken back from an agent any may be the last.
     */
    private void bind(JsonNode theirs, JsonNode mine) {
        JsonNode their = theirs.at("/inverse_offers/inverse_offers");
        JsonNode my = mine.at("/inverse_offers/inverse_offers");
        for (int i = 0; i < Math.min(their.size(), my.size()); i++) {
            names.rebind(OfferBook.id(their.get(i)), OfferBook.id(my.get(i)));
        }
        String theirOffer = theirs.at("/rescind/offer_id/value").asString("");
        String myOffer = mine.at("/rescind/offer_id/value").asString("");
        if (!theirOffer.isEmpty()
                && names.of(offers.agentOf(theirOffer)).equals(live.offers(book -> book.agentOf(myOffer)))) {
            names.rebind(theirOffer, myOffer);
        }
    }

    /** What came and was not recorded, or was and did not come. */
    List<Difference> unequal() {
        List<Difference> differences = new ArrayList<>();
        for (String lane : lanes.names()) {
            List<JsonNode> theirs = lanes.of(lane);
            for (int i = live.lanes(mine -> mine.of(lane).size()); i < theirs.size(); i++) {
                differences.add(new Difference(where(lane, i, theirs.get(i)), Words.of(theirs.get(i)), "absent"));
            }
        }
        for (String lane : live.lanes(mine -> List.copyOf(mine.names()))) {
            List<JsonNode> mine = live.lanes(some -> List.copyOf(some.of(lane)));
            for (int i = lanes.of(lane).size(); i < mine.size(); i++) {
                differences.add(new Difference(where(lane, i, mine.get(i)), "absent", Words.of(mine.get(i))));
            }
        }
        return differences;
    }

    private String where(String lane, int index, JsonNode event) {
        String shown = lane.startsWith("agent ") ? "agent" : lane.startsWith("maintenance ") ? "maintenance" : lane;
        return name + " " + shown + " " + (index + 1) + " " + event.path("type").asString("");
    }
}
