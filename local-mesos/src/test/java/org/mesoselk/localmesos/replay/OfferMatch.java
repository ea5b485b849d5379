package org.mesoselk.localmesos.replay;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.mesos.v1.Protos.Resource;
import org.mesoselk.localmesos.http.ProtoJson;
import org.mesoselk.localmesos.master.resources.Resources;
import org.mesoselk.localmesos.replay.Comparison.Difference;
import tools.jackson.databind.JsonNode;

/**
 * Which of this run's offers of one agent are which of the recorded ones: by what is in them.
 *
 * @param same ids, recorded to here; complete when {@code differences} is empty
 * @param pieces ids of this run's offers that add up to what is offered in fewer in the recording
 */
record OfferMatch(Map<String, String> same, Set<String> pieces, List<Difference> differences) {

    static OfferMatch of(String where, List<JsonNode> theirs, List<JsonNode> mine, Names names) {
        Map<String, String> same = new LinkedHashMap<>();
        List<JsonNode> left = new ArrayList<>(mine);
        List<JsonNode> missing = new ArrayList<>();
        List<Difference> differences = new ArrayList<>();
        for (JsonNode their : theirs) {
            List<Difference> nearest = List.of(new Difference(where, shown(their), shown(mine)));
            boolean found = false;
            for (JsonNode one : left) {
                List<Difference> wrong = Comparison.of(where, Rules.offered(their), Rules.offered(one), names);
                if (wrong.isEmpty()) {
                    same.put(OfferBook.id(their), OfferBook.id(one));
                    left.remove(one);
                    found = true;
                    break;
                }
                nearest = mine.size() == theirs.size() ? wrong : nearest;
            }
            if (!found) {
                missing.add(their);
                differences.addAll(nearest);
            }
        }
        if (differences.isEmpty() && !left.isEmpty()) {
            differences.add(new Difference(where, "absent", shown(left)));
        }
        // What has its counterpart is kept: the recording may have the rest in pieces, too.
        List<JsonNode> pieces = add(left, missing) ? left : add(mine, theirs) ? mine : List.of();
        return new OfferMatch(
                same,
                differences.isEmpty()
                        ? Set.of()
                        : Set.copyOf(pieces.stream().map(OfferBook::id).toList()),
                differences);
    }

    private static boolean add(List<JsonNode> pieces, List<JsonNode> whole) {
        return pieces.size() > 1 && sum(whole).equals(sum(pieces));
    }

    private static Resources sum(Collection<JsonNode> offers) {
        return offers.stream().map(OfferMatch::resources).reduce(Resources.NONE, Resources::plus);
    }

    private static Resources resources(JsonNode offer) {
        List<Resource> resources = new ArrayList<>();
        for (JsonNode one : offer.path("resources")) {
            Resource.Builder resource = Resource.newBuilder();
            try {
                ProtoJson.merge(one.toString(), resource);
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("offered: " + one, e);
            }
            resources.add(resource.build());
        }
        return Resources.of(resources);
    }

    private static String shown(Collection<JsonNode> offers) {
        return offers.isEmpty()
                ? "absent"
                : offers.stream().map(OfferMatch::shown).toList().toString();
    }

    private static String shown(JsonNode offer) {
        return resources(offer) + (offer.has("executor_ids") ? " " + offer.get("executor_ids") : "");
    }
}
