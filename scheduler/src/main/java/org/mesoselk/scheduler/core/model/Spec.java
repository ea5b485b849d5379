package org.mesoselk.scheduler.core.model;

/** What the operator wants. Stored with a generation that grows by one with each change (compare-and-set). */
public sealed interface Spec permits ElasticsearchSpec, KibanaSpec, LogstashSpec {

    /** 1 for the first. */
    long generation();

    /** What is wanted, in a few words. */
    String words();
}
