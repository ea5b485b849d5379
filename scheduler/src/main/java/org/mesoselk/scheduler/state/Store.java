package org.mesoselk.scheduler.state;

import java.util.List;
import org.mesoselk.scheduler.core.model.Operation;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Spec;

/** Where the records are kept between processes. For one thread, but for {@link #confirm}. */
public interface Store {

    /**
     * Makes this process the only one that may write, and reads what is stored; at the very first start it stores
     * {@code first} with nothing else.
     *
     * @throws StoreRefusedException when a record cannot be used; nothing is overwritten
     */
    Records takeOver(Spec first) throws StoreUnavailableException;

    /** @throws StoreRefusedException when a record cannot be used, or another process has taken over */
    Records load() throws StoreUnavailableException;

    /**
     * Stores the difference in one transaction: all of it or nothing.
     *
     * @throws StoreUnavailableException when it is not known whether it was stored: {@link #load} and compare
     * @throws StoreTooLongException when it is more than one transaction may have; nothing was sent
     * @throws StoreRefusedException when another process has taken over or a record was changed behind our back
     */
    void write(Records before, Records after) throws StoreUnavailableException;

    /** The last operations, oldest first. */
    List<Operation> history();

    /**
     * Asks whether this process may still write. For any thread.
     *
     * @throws StoreRefusedException when another process has taken over
     */
    void confirm() throws StoreUnavailableException;
}
