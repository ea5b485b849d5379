package org.mesoselk.benchmarks.cluster;

/** What a node gets, ours and the one started by hand alike. */
public record NodeOptions(int memoryMb, int heapMb) {

    public static final NodeOptions SMALL = new NodeOptions(768, 128);
}
