package org.mesoselk.scheduler.options;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mesoselk.commons.security.SecretFile;
import org.mesoselk.commons.security.UnusableFileException;
import org.mesoselk.commons.zookeeper.ZooKeeperTls;
import org.mesoselk.scheduler.state.ZooKeeperAccess;

/**
 * Where the state is kept.
 *
 * @param hosts host:port[,host:port]
 * @param chroot path under which everything is kept, e.g. {@code /prod}; empty means the root
 * @param session so long after its last sign of life a leading scheduler is taken for gone
 * @param access how ZooKeeper is spoken to, and who else may touch the records
 */
public record ZooKeeperOptions(String hosts, String chroot, Duration session, ZooKeeperAccess access) {
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Pattern URL =
            Pattern.compile("zk://([^/@,:\\s]+:\\d{1,5}(?:,[^/@,:\\s]+:\\d{1,5})*)((?:/[^/\\s]+)*)/?");

    /** Where everybody may do everything. */
    public ZooKeeperOptions(String hosts, String chroot, Duration session) {
        this(hosts, chroot, session, ZooKeeperAccess.OPEN);
    }

    static ZooKeeperOptions from(Values values) {
        String url = values.required("--zookeeper", "zk://zk1:2181,zk2:2181/mesos-elk");
        ZooKeeperAccess access = access(values);
        Matcher matcher = URL.matcher(url);
        Duration session = session(values);
        if (matcher.matches()) {
            return new ZooKeeperOptions(matcher.group(1), matcher.group(2), session, access);
        }
        if (url.contains("@")) {
            // Not shown: it may have a password in it.
            values.fault(
                    "--zookeeper: credentials are no part of the address; write user:password into a file and name it"
                            + " with --zookeeper-auth-file");
        } else if (!url.isEmpty()) {
            values.fault(values.one("--zookeeper").orElseThrow().origin()
                    + ": must look like zk://host:port[,host:port][/path]");
        }
        return new ZooKeeperOptions("", "", session, access);
    }

    private static ZooKeeperAccess access(Values values) {
        Optional<String> digest = SecretOptions.secret(values, "--zookeeper-auth-file", "user:password for ZooKeeper")
                .flatMap(file -> digest(values, file));
        boolean worldRead =
                SecretOptions.toggle(values, "--zookeeper-world-read").orElse(false);
        if (worldRead && digest.isEmpty()) {
            values.fault(
                    "--zookeeper-world-read on needs --zookeeper-auth-file: without it everybody may read and write");
        }
        Optional<Path> authorities = SecretOptions.file(values, "--zookeeper-ca-file");
        SecretOptions.authorities(values, "--zookeeper-ca-file");
        Optional<Path> identity = SecretOptions.file(values, "--zookeeper-cert-file");
        if (identity.isPresent()) {
            // ZooKeeper's client reads both from one file.
            SecretOptions.identity(values, "--zookeeper-cert-file", "--zookeeper-cert-file");
            if (authorities.isEmpty()) {
                values.fault("--zookeeper-cert-file needs --zookeeper-ca-file: the CA of the servers");
            }
        }
        return new ZooKeeperAccess(digest, worldRead, authorities.map(file -> new ZooKeeperTls(file, identity)));
    }

    private static Optional<String> digest(Values values, SecretFile file) {
        try {
            String pair = file.read();
            if (pair.indexOf(':') > 0) {
                return Optional.of(pair);
            }
            values.fault(
                    "--zookeeper-auth-file: " + file.path() + " must have user:password in it, with a colon between");
        } catch (UnusableFileException e) {
            // A fault already.
        }
        return Optional.empty();
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
