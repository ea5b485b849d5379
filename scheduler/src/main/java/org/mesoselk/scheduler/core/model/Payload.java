package org.mesoselk.scheduler.core.model;

import java.util.Map;
import org.mesoselk.commons.elastic.ElasticsearchTask;
import org.mesoselk.commons.kibana.KibanaTask;
import org.mesoselk.commons.logstash.LogstashTask;

/** What an executor is told about its task: travels as JSON in TaskInfo.data. */
public sealed interface Payload {

    Object task();

    /** What operators find the task by, besides its framework and member. */
    Map<String, String> labels();

    record Elasticsearch(ElasticsearchTask task) implements Payload {

        /** What a launch of a node says of it. */
        public static ElasticsearchTask in(Call.Launch launch) {
            return ((Elasticsearch) launch.payload()).task();
        }

        @Override
        public Map<String, String> labels() {
            return Map.of("cluster", task.clusterName());
        }
    }

    record Logstash(LogstashTask task) implements Payload {
        @Override
        public Map<String, String> labels() {
            return Map.of("engine", task.engine());
        }
    }

    /** @param labels the operator's, filled in, and the group */
    record Kibana(KibanaTask task, Map<String, String> labels) implements Payload {}
}
