package org.mesoselk.scheduler.runtime;

import java.util.ArrayList;
import java.util.List;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Offer;

/** What happened and is not yet decided upon, in order. Each offer counts for itself, whatever event it came with. */
final class Backlog {
    private final List<Input> inputs = new ArrayList<>();

    void add(Input input) {
        inputs.add(input);
    }

    void addFirst(List<Input> earlier) {
        inputs.addAll(0, earlier);
    }

    boolean isEmpty() {
        return inputs.isEmpty();
    }

    /** The first ones, {@code most} together; an event with more offers is divided, and the rest of it stays the next. */
    List<Input> first(int most) {
        int left = most;
        int count = 0;
        while (count < inputs.size() && left > 0) {
            divide(count, left);
            left -= weight(inputs.get(count));
            count++;
        }
        return List.copyOf(inputs.subList(0, count));
    }

    private void divide(int index, int most) {
        if (inputs.get(index) instanceof Input.Offered offered
                && offered.offers().size() > most) {
            List<Offer> offers = offered.offers();
            inputs.set(index, new Input.Offered(List.copyOf(offers.subList(0, most))));
            inputs.add(index + 1, new Input.Offered(List.copyOf(offers.subList(most, offers.size()))));
        }
    }

    static int weight(List<Input> inputs) {
        return inputs.stream().mapToInt(Backlog::weight).sum();
    }

    private static int weight(Input input) {
        return input instanceof Input.Offered offered
                ? Math.max(1, offered.offers().size())
                : 1;
    }

    /** They have been decided upon. */
    void dropFirst(int count) {
        inputs.subList(0, count).clear();
    }

    /**
     * A look at Elasticsearch is good for one tick only, and a timer for the next one.
     *
     * @return how many of the first {@code count} are left
     */
    int dropPerishable(int count) {
        int left = (int) inputs.stream()
                .limit(count)
                .filter(input -> !isPerishable(input))
                .count();
        inputs.removeIf(Backlog::isPerishable);
        return left;
    }

    private static boolean isPerishable(Input input) {
        return input instanceof Input.Observed || input instanceof Input.Timer;
    }
}
