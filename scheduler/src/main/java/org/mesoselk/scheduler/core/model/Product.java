package org.mesoselk.scheduler.core.model;

/** What a framework of this suite runs. */
public enum Product {
    ELASTICSEARCH("elasticsearch", "Elasticsearch"),
    LOGSTASH("logstash", "Logstash"),
    KIBANA("kibana", "Kibana");

    private final String id;
    private final String title;

    Product(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** As in commands and in the paths of records. */
    public String id() {
        return id;
    }

    /** As Elastic writes it. */
    public String title() {
        return title;
    }
}
