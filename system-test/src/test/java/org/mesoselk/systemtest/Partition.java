package org.mesoselk.systemtest;

/** One case of the partition matrix. */
record Partition(Link link, Fault fault) {

    /** Such as "between scheduler and master the link drops everything silently". */
    @Override
    public String toString() {
        return "between " + link.words() + " the link " + fault.words();
    }
}
