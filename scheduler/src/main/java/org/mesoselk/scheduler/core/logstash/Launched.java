package org.mesoselk.scheduler.core.logstash;

import java.util.Map;
import java.util.Optional;
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.scheduler.core.model.LogstashSettings;
import org.mesoselk.scheduler.core.model.Member;

/** With which options a collector was launched: they reach it only then. */
public enum Launched {
    WITH_THESE_OPTIONS,
    /** Or by another version, of which an option means something else. */
    WITH_OTHERS,
    /** Its executor has not told yet, or is older than the question. */
    UNKNOWN;

    /** @param reports by task id @param now {@link LogstashSettings#fingerprint} */
    public static Launched of(Member member, Map<String, LogstashReport> reports, String now) {
        Optional<String> then =
                member.task().map(task -> reports.get(task.id())).flatMap(LogstashReport::settings);
        if (then.isEmpty()) {
            return UNKNOWN;
        }
        return then.get().equals(now) ? WITH_THESE_OPTIONS : WITH_OTHERS;
    }
}
