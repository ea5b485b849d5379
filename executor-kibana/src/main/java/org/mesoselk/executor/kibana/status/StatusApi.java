package org.mesoselk.executor.kibana.status;

/** Looks at a Kibana. */
public interface StatusApi {

    Look look();
}
