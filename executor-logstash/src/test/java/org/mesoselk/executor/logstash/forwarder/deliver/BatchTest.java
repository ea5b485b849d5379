package org.mesoselk.executor.logstash.forwarder.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class BatchTest {

    static void add(Batch batch, String item) {
        byte[] bytes = item.getBytes(UTF_8);
        System.arraycopy(bytes, 0, batch.body(), batch.length(), bytes.length);
        batch.added(batch.length() + bytes.length);
    }

    static List<String> items(Batch batch) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < batch.items(); i++) {
            items.add(new String(batch.item(i), UTF_8));
        }
        return items;
    }

    @Property(tries = 300)
    void onlyWhatIsSettledIsDroppedAndTheRestKeepsItsOrder(
            @ForAll @Size(max = 20) List<Boolean> settled, @ForAll byte more) {
        Batch batch = new Batch(10_000);
        int count = settled.size() + Math.floorMod(more, 5);
        List<String> left = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String item = "item" + "x".repeat(i % 7) + i;
            add(batch, item);
            if (i >= settled.size() || !settled.get(i)) {
                left.add(item);
            }
        }
        boolean[] flags = new boolean[settled.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = settled.get(i);
        }
        batch.drop(flags);
        assertThat(items(batch)).isEqualTo(left);
        assertThat(new String(batch.body(), 0, batch.length(), UTF_8)).isEqualTo(String.join("", left));
    }
}
