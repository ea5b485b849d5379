package org.mesoselk.executor.logstash.forwarder.deliver;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What Elasticsearch says to each item of a bulk request, in order.
 *
 * @param reasons by index, for items that were not taken: Elasticsearch's type and reason
 */
public record BulkAnswer(Ruling[] items, Map<Integer, String> reasons) {

    /** What is asked for, and nothing else: an answer is as long as it is read. */
    public static final String FILTER =
            "filter_path=items.create.status,items.create.error.type,items.create.error.reason";

    private static final int LONGEST_REASON = 300;

    /** Whether none is to be sent again and none is poison. */
    public boolean allSettled() {
        return reasons.isEmpty();
    }

    /** Of the first item that is to be sent again. */
    public Optional<String> reasonToWait() {
        for (int i = 0; i < items.length; i++) {
            if (items[i] == Ruling.AGAIN) {
                return Optional.of(reasons.getOrDefault(i, "no reason given"));
            }
        }
        return Optional.empty();
    }

    public boolean[] settled() {
        boolean[] settled = new boolean[items.length];
        for (int i = 0; i < items.length; i++) {
            settled[i] = items[i] != Ruling.AGAIN;
        }
        return settled;
    }

    public int count(Ruling ruling) {
        int count = 0;
        for (Ruling item : items) {
            if (item == ruling) {
                count++;
            }
        }
        return count;
    }

    /**
     * Reads an answer as it comes.
     *
     * @param sent how many items the request had
     * @throws IOException when the answer is no answer to that many items: the outcome is unknown
     */
    public static BulkAnswer read(InputStream json, int sent) throws IOException {
        Optional<InputStream> other = new GoodAnswer(sent).unlessSame(json);
        if (other.isPresent()) {
            return parse(other.get(), sent);
        }
        Ruling[] delivered = new Ruling[sent];
        Arrays.fill(delivered, Ruling.DELIVERED);
        return new BulkAnswer(delivered, Map.of());
    }

    private static BulkAnswer parse(InputStream json, int sent) throws IOException {
        Ruling[] items = new Ruling[sent];
        Map<Integer, String> reasons = new HashMap<>();
        int count = 0;
        try (JsonParser parser = Json.mapper().createParser(json)) {
            Item item = new Item();
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    token = parser.nextToken();
                    if (name.equals("status") && token == JsonToken.VALUE_NUMBER_INT) {
                        item.status = parser.getIntValue();
                    } else if (name.equals("type") && token == JsonToken.VALUE_STRING) {
                        item.type = parser.getString();
                    } else if (name.equals("reason") && token == JsonToken.VALUE_STRING) {
                        item.reason = parser.getString();
                    } else if (name.equals("create") && token == JsonToken.START_OBJECT) {
                        item = new Item();
                    }
                } else if (token == JsonToken.END_OBJECT && item.status != 0 && depth(parser) == ITEM_DEPTH) {
                    if (count < sent) {
                        items[count] = item.ruling();
                        if (items[count] != Ruling.DELIVERED && items[count] != Ruling.DUPLICATE) {
                            reasons.put(count, item.sentence());
                        }
                    }
                    count++;
                    item = new Item();
                }
            }
        } catch (JacksonException e) {
            throw new IOException("its answer cannot be read: " + e.getOriginalMessage(), e);
        }
        if (count != sent) {
            throw new IOException("it answered for " + count + " of " + sent + " events");
        }
        return new BulkAnswer(items, reasons);
    }

    /** Behind the end of {@code {"create":…}}: in the array of items, which is in the answer. */
    private static final int ITEM_DEPTH = 2;

    private static int depth(JsonParser parser) {
        return parser.streamReadContext().getNestingDepth();
    }

    private static final class Item {
        private int status;
        private String type = "";
        private String reason = "";

        Ruling ruling() {
            return Ruling.of(status, type);
        }

        String sentence() {
            String all = type.isEmpty() ? "status " + status : type + ": " + reason;
            return all.length() > LONGEST_REASON ? all.substring(0, LONGEST_REASON) + "…" : all;
        }
    }
}
