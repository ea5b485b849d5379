package org.mesoselk.systemtest;

/** Where the processes of an installation run: all on loopback, unless a test needs links between them that can be cut. */
interface Places {

    Places HERE = new Places() {};

    default Place zooKeeper() {
        return Place.HERE;
    }

    default Place master() {
        return Place.HERE;
    }

    /** @param index of the agent, from 0 */
    default Place agent(int index) {
        return Place.HERE;
    }

    default Place scheduler() {
        return Place.HERE;
    }
}
