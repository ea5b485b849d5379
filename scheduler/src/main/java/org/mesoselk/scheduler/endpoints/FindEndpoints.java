package org.mesoselk.scheduler.endpoints;

import org.mesoselk.scheduler.core.model.EndpointsView;

/** Where Elasticsearch can be reached now. Not to be reached is Unknown, never "nowhere". */
public interface FindEndpoints {
    EndpointsView find();
}
