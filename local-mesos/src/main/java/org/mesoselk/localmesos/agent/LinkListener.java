package org.mesoselk.localmesos.agent;

import org.mesoselk.localmesos.link.ToAgent;
import org.mesoselk.localmesos.link.ToMaster;

/** What a {@link MasterLink} asks and tells; called on the link's threads. */
interface LinkListener {

    /** What to say first on a new link. */
    ToMaster.Register register() throws InterruptedException;

    void received(ToAgent message);

    void disconnected(String cause);
}
