package org.mesoselk.executor.logstash.forwarder.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class AcknowledgedTest {

    @Example
    void aGapHoldsThePositionBack() {
        Acknowledged file = new Acknowledged(100);
        Acknowledged.Part first = file.sent(200);
        Acknowledged.Part second = file.sent(300);
        second.done();
        assertThat(file.offset()).isEqualTo(100);
        first.done();
        assertThat(file.offset()).isEqualTo(300);
    }

    @Property(tries = 200)
    void thePositionIsTheEndOfTheLastPartBeforeTheFirstThatIsOpen(@ForAll long seed) {
        Random random = new Random(seed);
        Acknowledged file = new Acknowledged(0);
        List<Acknowledged.Part> parts = new ArrayList<>();
        List<Boolean> done = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            if (random.nextBoolean()) {
                parts.add(file.sent(10L * (parts.size() + 1)));
                done.add(false);
            } else if (!parts.isEmpty()) {
                int any = random.nextInt(parts.size());
                parts.get(any).done();
                done.set(any, true);
            }
            int open = done.indexOf(false);
            assertThat(file.offset()).isEqualTo(10L * (open < 0 ? done.size() : open));
        }
    }
}
