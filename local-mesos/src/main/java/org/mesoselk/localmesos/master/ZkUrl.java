package org.mesoselk.localmesos.master;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code zk://host:port,host:port/path}, as Mesos writes where its masters meet. */
record ZkUrl(String hosts, String path) {

    private static final Pattern FORM =
            Pattern.compile("zk://(?:[^@/]*@)?([^/,]+:\\d+(?:,[^/,]+:\\d+)*)(/[^/]+(?:/[^/]+)*)");

    /** @throws IllegalArgumentException when {@code text} is not of this form */
    static ZkUrl parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no ZooKeeper URL; write it like zk://127.0.0.1:2181/mesos");
        }
        return new ZkUrl(matcher.group(1), matcher.group(2));
    }
}
