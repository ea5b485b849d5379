package org.mesoselk.scheduler.core.model;

import java.time.Instant;
import java.util.List;

/** Where Elasticsearch can be reached, as it was looked up last. */
public sealed interface EndpointsView {

    Instant at();

    /** What was known before stays in use. */
    record Unknown(Instant at, String cause) implements EndpointsView {}

    /** @param urls http(s)://host:port; none: there is no Elasticsearch at present */
    record Known(Instant at, List<String> urls) implements EndpointsView {}
}
