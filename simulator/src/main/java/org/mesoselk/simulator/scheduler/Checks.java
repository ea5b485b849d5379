package org.mesoselk.simulator.scheduler;

import java.util.List;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.runtime.Inbox;

/** Told of what the processes do, to judge it. */
public interface Checks {

    /** A call leaves, after all that the process has stored. */
    void call(Process by, Call call);

    void beforeTurn(Process by, List<Inbox.Entry> entries);

    void afterTurn(Process by, Records before, List<Inbox.Entry> entries);
}
