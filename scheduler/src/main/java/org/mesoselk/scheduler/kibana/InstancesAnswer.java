package org.mesoselk.scheduler.kibana;

import java.util.Set;

/** What became of an {@link InstancesWish}. */
public sealed interface InstancesAnswer {

    /** @param before how many were wanted until then @param generation of the spec that holds now */
    record Granted(int before, long generation) implements InstancesAnswer {}

    record NoSuchGroup(Set<String> groups) implements InstancesAnswer {}

    /** The spec has another generation than the operator has seen. */
    record Outdated(long generation, int count) implements InstancesAnswer {}

    /** ZooKeeper does not answer; whether the wish was stored is not known when {@code perhapsStored}. */
    record Unavailable(String sentence, boolean perhapsStored) implements InstancesAnswer {}

    /** It is longer than ZooKeeper takes; nothing was stored. */
    record TooLong(String sentence) implements InstancesAnswer {}
}
