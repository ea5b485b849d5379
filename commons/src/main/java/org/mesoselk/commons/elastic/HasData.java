package org.mesoselk.commons.elastic;

/** Whether a node's data directory holds anything of a cluster: a state that an elected master has sent, or shards. */
public enum HasData {
    YES,
    /** The node may have been started, but has never had a place in a cluster. */
    NO,
    /** Nobody has looked, or what is there could not be read. Never means "no". */
    UNKNOWN
}
