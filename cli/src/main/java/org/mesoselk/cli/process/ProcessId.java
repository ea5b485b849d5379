package org.mesoselk.cli.process;

import java.util.Optional;

/**
 * Names one process for good: a pid alone may be given to another one later.
 *
 * @param started the boot and the clock tick in it at which the process began
 */
public record ProcessId(long pid, String started) {

    public static Optional<ProcessId> of(long pid, ProcessTable table) {
        return table.entry(pid).filter(ProcessTable.Entry::alive).map(entry -> of(entry, table));
    }

    public static ProcessId of(ProcessTable.Entry entry, ProcessTable table) {
        return new ProcessId(entry.pid(), table.boot() + ":" + entry.started());
    }

    public boolean alive(ProcessTable table) {
        return of(pid, table).filter(this::equals).isPresent();
    }
}
