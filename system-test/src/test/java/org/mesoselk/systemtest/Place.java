package org.mesoselk.systemtest;

import java.util.List;

/**
 * Where a process runs.
 *
 * @param prefix what stands before its command line, such as {@code ip netns exec NAME}
 * @param address under which others reach it
 */
record Place(List<String> prefix, String address) {

    static final Place HERE = new Place(List.of(), "127.0.0.1");
}
