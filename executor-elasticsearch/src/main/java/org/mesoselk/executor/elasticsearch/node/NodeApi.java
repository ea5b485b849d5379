package org.mesoselk.executor.elasticsearch.node;

/** The local node, looked at through its own HTTP API. */
public interface NodeApi {

    /** Takes a few seconds at most; never throws for anything that the node does or does not do. */
    NodeLook look();
}
