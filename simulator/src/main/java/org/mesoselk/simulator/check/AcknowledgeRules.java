package org.mesoselk.simulator.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;
import org.mesoselk.scheduler.runtime.Inbox;
import org.mesoselk.simulator.world.Violation;

/** What an update said must be stored before Mesos is told that it may forget it. */
final class AcknowledgeRules {
    private final Stored stored;
    /** Updates that came, by uuid. */
    private final Map<String, TaskUpdate> updates = new HashMap<>();

    AcknowledgeRules(Stored stored) {
        this.stored = stored;
    }

    void learn(List<Inbox.Entry> entries) {
        for (Inbox.Entry entry : entries) {
            if (entry instanceof Inbox.Happened happened && happened.input() instanceof Input.Updated updated) {
                updated.update().uuid().ifPresent(uuid -> updates.put(uuid, updated.update()));
            }
        }
    }

    void check(Call.Acknowledge call) {
        TaskUpdate update = updates.get(call.uuid());
        if (update == null) {
            return;
        }
        Stored.Row row = stored.member(Stored.memberOfTask(call.taskId())).orElse(null);
        if (row == null || !row.task().equals(call.taskId())) {
            return;
        }
        boolean ended = update.state().meaning() == TaskState.Meaning.ENDED;
        boolean ran = update.state() == TaskState.RUNNING
                && (row.state().equals("LAUNCHING") || row.state().equals("STARTING"));
        if (ended || ran) {
            throw new Violation(
                    "acknowledged-before-stored",
                    update.state() + " of " + call.taskId() + " is acknowledged, stored is " + row);
        }
    }
}
