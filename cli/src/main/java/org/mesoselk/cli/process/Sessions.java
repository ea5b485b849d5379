package org.mesoselk.cli.process;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;

/** Finds sessions (see setsid(2)) by what their processes are. */
public record Sessions(ProcessTable table) {

    /**
     * The sessions, by their leader's pid, in which a process with this trait runs. Where the leader runs it must have
     * the trait too: a process that is just being started still belongs to the session of whoever starts it.
     */
    public Set<Long> having(LongPredicate trait) {
        long own = table.entry(ProcessHandle.current().pid())
                .map(ProcessTable.Entry::session)
                .orElse(0L);
        Set<Long> sessions = new HashSet<>();
        for (ProcessTable.Entry entry : table.all()) {
            long session = entry.session();
            if (session != own && session > 1 && !sessions.contains(session) && trait.test(entry.pid())) {
                Optional<ProcessTable.Entry> leader = table.entry(session).filter(ProcessTable.Entry::alive);
                if (leader.isEmpty() || trait.test(session)) {
                    sessions.add(session);
                }
            }
        }
        return sessions;
    }
}
