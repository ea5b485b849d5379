package org.mesoselk.scheduler.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Offer;

class BacklogTest {
    private final Backlog backlog = new Backlog();

    @Test
    void anEventWithMoreOffersIsDividedAndNothingIsLostOrMovedByThat() {
        backlog.add(new Input.Rescinded("a"));
        backlog.add(offers(1, 2, 3));
        backlog.add(new Input.Rescinded("b"));

        assertThat(backlog.first(3)).containsExactly(new Input.Rescinded("a"), offers(1, 2));
        assertThat(Backlog.weight(backlog.first(3))).isEqualTo(3);
        backlog.dropFirst(2);
        assertThat(backlog.first(1)).containsExactly(offers(3));
        assertThat(backlog.first(Integer.MAX_VALUE)).containsExactly(offers(3), new Input.Rescinded("b"));
    }

    @Test
    void whatIsTakenStaysUntilItIsDecidedUpon() {
        backlog.add(new Input.Rescinded("a"));
        backlog.add(new Input.Rescinded("b"));
        assertThat(backlog.first(1)).isEqualTo(backlog.first(1)).containsExactly(new Input.Rescinded("a"));
        backlog.addFirst(List.of(new Input.Rescinded("earlier")));
        assertThat(backlog.first(2)).containsExactly(new Input.Rescinded("earlier"), new Input.Rescinded("a"));
    }

    @Test
    void whatPerishesIsDroppedAndNotCountedAmongTheFirst() {
        backlog.add(new Input.Rescinded("a"));
        backlog.add(new Input.Observed(new ElasticsearchView.Unknown(Instant.EPOCH, "x")));
        backlog.add(new Input.Rescinded("b"));
        backlog.add(new Input.Timer());
        assertThat(backlog.dropPerishable(3)).isEqualTo(2);
        assertThat(backlog.first(9)).containsExactly(new Input.Rescinded("a"), new Input.Rescinded("b"));
    }

    private static Input offers(int... numbers) {
        return new Input.Offered(IntStream.of(numbers)
                .mapToObj(number ->
                        new Offer("offer" + number, new AgentRef("S", "h", "ip"), Map.of(), 1, 1, 1, List.of()))
                .toList());
    }
}
