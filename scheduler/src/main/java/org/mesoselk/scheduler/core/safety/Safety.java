package org.mesoselk.scheduler.core.safety;

import java.util.List;
import org.mesoselk.scheduler.core.model.Wait;

/** Whether the leaving members may be stopped, all of them together, as one look at Elasticsearch says. */
public sealed interface Safety {

    record Safe() implements Safety {}

    /** @param reasons one wait per veto and subject, never empty */
    record NotSafe(List<Wait> reasons) implements Safety {}

    /** Elasticsearch did not say. Never a yes. */
    record Unknown(String cause) implements Safety {}
}
