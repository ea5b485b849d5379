package org.mesoselk.executor.kibana.lifecycle;

import java.util.List;

/** The next state and what to do, in order. */
public record Step(State state, List<Action> actions) {

    static Step to(State state, Action... actions) {
        return new Step(state, List.of(actions));
    }
}
