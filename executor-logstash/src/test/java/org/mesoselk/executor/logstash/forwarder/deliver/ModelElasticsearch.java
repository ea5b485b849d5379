package org.mesoselk.executor.logstash.forwarder.deliver;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.mesoselk.executor.logstash.forwarder.deliver.BulkTarget.Result;

/** Elasticsearch as a set of documents, which fails as it is told to. */
final class ModelElasticsearch implements BulkTarget {

    final Set<String> documents = new TreeSet<>();
    final List<String> requests = new ArrayList<>();
    final Deque<Fault> faults = new ArrayDeque<>();
    int mostItems = Integer.MAX_VALUE;

    /** What the next request meets with. */
    interface Fault {
        /** @return the answer in place of the real one; null for the real one */
        Result of(ModelElasticsearch elasticsearch, List<String> items) throws IOException;
    }

    static Fault refuses(int status) {
        return (elasticsearch, items) -> new Result.Refused(status, "as told");
    }

    static Fault isAway() {
        return (elasticsearch, items) -> {
            throw new IOException("connection refused");
        };
    }

    /** It takes all, and its answer is lost. */
    static Fault answersNobody() {
        return (elasticsearch, items) -> {
            elasticsearch.documents.addAll(items);
            throw new IOException("read timed out");
        };
    }

    /** Every second item gets 429. */
    static Fault isBusy() {
        return (elasticsearch, items) -> elasticsearch.look(items, 429);
    }

    @Override
    public Result send(URI endpoint, Batch batch, int items) throws IOException {
        List<String> sent = BatchTest.items(batch).subList(0, items);
        requests.add(endpoint.getHost() + " " + String.join(",", sent));
        Fault fault = faults.poll();
        Result instead = fault == null ? null : fault.of(this, sent);
        if (instead != null) {
            return instead;
        }
        if (items > mostItems) {
            return new Result.Refused(413, "too large");
        }
        return look(sent, 0);
    }

    private Result look(List<String> items, int statusOfEverySecond) {
        Ruling[] rulings = new Ruling[items.size()];
        Map<Integer, String> reasons = new HashMap<>();
        for (int i = 0; i < rulings.length; i++) {
            if (items.get(i).startsWith("poison")) {
                rulings[i] = Ruling.POISON;
            } else if (statusOfEverySecond != 0 && i % 2 == 1) {
                rulings[i] = Ruling.of(statusOfEverySecond, "");
            } else {
                rulings[i] = documents.add(items.get(i)) ? Ruling.DELIVERED : Ruling.DUPLICATE;
            }
            if (rulings[i] == Ruling.POISON || rulings[i] == Ruling.AGAIN) {
                reasons.put(i, "as told");
            }
        }
        return new Result.Looked(new BulkAnswer(rulings, reasons));
    }
}
