package org.mesoselk.localmesos.master;

import java.time.Duration;
import java.util.Optional;
import org.mesoselk.localmesos.http.HttpSecurity;

/**
 * How a master is to run.
 *
 * @param ip address to listen on and to name in its MasterInfo
 * @param port 0 for any free one
 * @param zk {@code zk://host:port,host:port/path} for the leader's node; without it this master leads by itself
 * @param zkSessionTimeout after which ZooKeeper takes the master for dead, 10 s in a real one
 * @param cluster a name for people, empty for none
 * @param security what it asks of those who speak to it
 */
public record MasterOptions(
        String ip,
        int port,
        String hostname,
        Optional<String> zk,
        Duration zkSessionTimeout,
        String cluster,
        Timings timings,
        HttpSecurity security) {

    public static MasterOptions defaults() {
        return new MasterOptions(
                "127.0.0.1",
                0,
                "127.0.0.1",
                Optional.empty(),
                Duration.ofSeconds(10),
                "",
                Timings.defaults(),
                HttpSecurity.NONE);
    }

    public MasterOptions withPort(int other) {
        return new MasterOptions(ip, other, hostname, zk, zkSessionTimeout, cluster, timings, security);
    }

    public MasterOptions withZk(String url) {
        return new MasterOptions(ip, port, hostname, Optional.of(url), zkSessionTimeout, cluster, timings, security);
    }

    public MasterOptions withSecurity(HttpSecurity other) {
        return new MasterOptions(ip, port, hostname, zk, zkSessionTimeout, cluster, timings, other);
    }

    public MasterOptions withTimings(Timings other) {
        return new MasterOptions(ip, port, hostname, zk, zkSessionTimeout, cluster, other, security);
    }
}
