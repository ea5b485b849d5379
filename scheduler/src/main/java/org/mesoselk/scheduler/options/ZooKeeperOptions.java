package org.mesoselk.scheduler.options;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the state is kept.
 *
 * @param hosts host:port[,host:port]
 * @param chroot path under which everything is kept, e.g. {@code /prod}; empty means the root
 * @param session so long after its last sign of life a leading scheduler is taken for gone
 */
public record ZooKeeperOptions(String hosts, String chroot, Duration session) {
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Pattern URL =
            Pattern.compile("zk://([^/@,:\\s]+:\\d{1,5}(?:,[^/@,:\\s]+:\\d{1,5})*)((?:/[^/\\s]+)*)/?");

    static ZooKeeperOptions from(Values values) {
        String url = values.required("--zookeeper", "zk://zk1:2181,zk2:2181/mesos-elk");
        Matcher matcher = URL.matcher(url);
        Duration session = session(values);
        if (matcher.matches()) {
            return new ZooKeeperOptions(matcher.group(1), matcher.group(2), session);
        }
        if (!url.isEmpty()) {
            values.fault(values.one("--zookeeper").orElseThrow().origin()
                    + ": must look like zk://host:port[,host:port][/path]");
        }
        return new ZooKeeperOptions("", "", session);
    }

    private static Duration session(Values values) {
        Duration session = values.duration("--zookeeper-session-timeout");
        if (session.compareTo(SHORTEST) < 0 || session.compareTo(LONGEST) > 0) {
            values.fault(values.one("--zookeeper-session-timeout").orElseThrow().origin()
                    + ": must be from 2s to 10m, e.g. 10s");
        }
        return session;
    }
}
