package org.mesoselk.scheduler.api;

import org.mesoselk.scheduler.core.model.ElasticsearchSettings;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.KibanaSettings;
import org.mesoselk.scheduler.core.model.LogstashSettings;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Resources;
import org.mesoselk.scheduler.core.model.Settings;

/** What one member takes of an agent, with its executor. */
public final class Share {

    private Share() {}

    public static Resources ofAMember(Settings settings, Records records) {
        if (settings instanceof LogstashSettings logstash) {
            return logstash.share().plus(logstash.executor());
        }
        if (settings instanceof KibanaSettings kibana) {
            return kibana.share().plus(kibana.executor());
        }
        ElasticsearchSettings elasticsearch = (ElasticsearchSettings) settings;
        return ElasticsearchSpec.of(records).nodeSet().node().plus(elasticsearch.executor());
    }
}
