package org.mesoselk.localmesos.master;

import java.util.function.Consumer;
import org.mesoselk.localmesos.link.ToAgent;
import org.mesoselk.localmesos.link.ToMaster;

/**
 * An agent in the master's own process, without a connection between them.
 *
 * @param orders gets what the master says, its id first; called on the master's thread, so it must not wait
 */
public record InProcessAgent(ToMaster.Register register, Consumer<ToAgent> orders) {

    AgentLink link() {
        return new AgentLink() {
            @Override
            public void send(ToAgent message) {
                orders.accept(message);
            }

            @Override
            public void close() {
                // There is no connection.
            }
        };
    }
}
