package org.mesoselk.scheduler.api.logstash;

import org.mesoselk.scheduler.api.ApiContext;
import org.mesoselk.scheduler.core.logstash.Coverage;
import org.mesoselk.scheduler.core.model.LogstashSettings;
import org.mesoselk.scheduler.core.model.Settings;
import org.mesoselk.scheduler.runtime.Published;

/** The coverage as the last tick left it. */
final class CoverageNow {

    private CoverageNow() {}

    static Coverage of(ApiContext scheduler) {
        return of(scheduler.board().read(), scheduler.settings());
    }

    static Coverage of(Published published, Settings settings) {
        return Coverage.of(
                published.records(), published.memory().logstash(), (LogstashSettings) settings, published.waits());
    }
}
