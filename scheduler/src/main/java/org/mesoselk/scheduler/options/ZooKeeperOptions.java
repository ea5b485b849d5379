package org.mesoselk.scheduler.options;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the state is kept.
 *
 * @param hosts host:port[,host:port]
 * @param chroot path under which everything is kept, e.g. {@code /prod}; empty means the root
 */
public record ZooKeeperOptions(String hosts, String chroot) {
    private static final Pattern URL =
            Pattern.compile("zk://([^/@,:\\s]+:\\d{1,5}(?:,[^/@,:\\s]+:\\d{1,5})*)((?:/[^/\\s]+)*)/?");

    static ZooKeeperOptions from(Values values) {
        String url = values.required("--zookeeper", "zk://zk1:2181,zk2:2181/mesos-elk");
        Matcher matcher = URL.matcher(url);
        if (matcher.matches()) {
            return new ZooKeeperOptions(matcher.group(1), matcher.group(2));
        }
        if (!url.isEmpty()) {
            values.fault(values.one("--zookeeper").orElseThrow().origin()
                    + ": must look like zk://host:port[,host:port][/path]");
        }
        return new ZooKeeperOptions("", "");
    }
}
