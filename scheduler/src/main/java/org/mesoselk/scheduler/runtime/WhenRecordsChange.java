package org.mesoselk.scheduler.runtime;

import java.util.Optional;
import java.util.function.Consumer;
import org.mesoselk.scheduler.core.model.Records;

/** Runs something whenever the records that are published differ from the last ones. For the loop's thread. */
public final class WhenRecordsChange implements Consumer<Published> {

    private final Runnable action;
    private Optional<Records> last = Optional.empty();

    public WhenRecordsChange(Runnable action) {
        this.action = action;
    }

    @Override
    public void accept(Published published) {
        Optional<Records> now = Optional.of(published.records());
        if (!now.equals(last)) {
            last = now;
            action.run();
        }
    }
}
