package org.mesoselk.scheduler.runtime;

import org.mesoselk.scheduler.core.model.Call;

/** Where the calls of a decision go. Returns at once; a call that does not get through comes back as an input. */
public interface Outside {
    void call(Call call);
}
