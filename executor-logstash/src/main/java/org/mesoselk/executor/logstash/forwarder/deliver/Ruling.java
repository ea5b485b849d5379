package org.mesoselk.executor.logstash.forwarder.deliver;

/** What Elasticsearch's answer to one item means for it. */
public enum Ruling {
    DELIVERED,
    /** It was there already: an earlier request of unknown outcome had arrived. */
    DUPLICATE,
    /** Not now: Elasticsearch is busy, blocked, not ready or not permitted to. */
    AGAIN,
    /** Never: there is something about the document itself. */
    POISON;

    /**
     * Rules by status and kind of error.
     *
     * @param status of the item; 409 is a version conflict, which for op_type create means that the id exists
     * @param type Elasticsearch's error.type; empty without an error
     */
    static Ruling of(int status, String type) {
        if (status >= 200 && status < 300) {
            return DELIVERED;
        }
        return switch (status) {
            case 409 -> DUPLICATE;
            // Too many shards in the cluster already, for one: nothing that is wrong with this document.
            case 400 -> type.equals("validation_exception") ? AGAIN : POISON;
            case 413 -> POISON;
            default -> AGAIN;
        };
    }
}
