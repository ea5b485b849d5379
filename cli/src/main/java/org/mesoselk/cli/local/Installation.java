package org.mesoselk.cli.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.mesoselk.cli.Deadline;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.api.Http;
import org.mesoselk.cli.home.FreePort;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.home.Settings;
import org.mesoselk.cli.process.PidFiles;
import org.mesoselk.cli.process.ProcessId;
import org.mesoselk.cli.process.ProcessTable;
import org.mesoselk.cli.progress.Progress;

/** The processes of a home. */
public final class Installation {

    private final Home home;
    private final PidFiles pids;
    private final ProcessTable table;
    private final Http http;

    public Installation(Home home, ProcessTable table, Http http) {
        this.home = home;
        this.table = table;
        this.http = http;
        this.pids = new PidFiles(home.run(), table);
    }

    public Optional<ProcessId> running(String name) {
        return pids.running(name);
    }

    /** The names of those that run. */
    public List<String> running() {
        return Names.ALL.stream().filter(name -> running(name).isPresent()).toList();
    }

    public Optional<URI> elasticsearchApi() {
        return ElasticsearchSchedulerPart.announced(home);
    }

    public static Optional<String> zookeeper(Settings settings) {
        OptionalInt port = settings.ports().zookeeper();
        return port.isPresent() ? Optional.of("zk://127.0.0.1:" + port.getAsInt()) : Optional.empty();
    }

    public static Optional<String> mesosMaster(Settings settings) {
        OptionalInt port = settings.ports().mesos();
        return port.isPresent() ? Optional.of("http://127.0.0.1:" + port.getAsInt()) : Optional.empty();
    }

    /**
     * Starts what does not run. The ports of what does are left alone.
     *
     * @throws Failure when a process ends or the time is up
     */
    public void start(Settings given, Checkout checkout, Path elasticsearchHome, Progress progress, Deadline deadline)
            throws InterruptedException {
        checkout.requireBuilt();
        Settings settings = given.withPorts(ports(given.ports()));
        settings.write(home);
        String zookeeper = zookeeper(settings).orElseThrow();
        Starter starter = new Starter(home, pids, table, progress, deadline);
        starter.start(new ZooKeeperPart(
                home, checkout.cli(), settings.ports().zookeeper().orElseThrow()));
        starter.start(new MesosPart(
                home,
                checkout.localMesos(),
                settings.ports().mesos().orElseThrow(),
                zookeeper,
                settings.mesos(),
                http));
        starter.start(new ElasticsearchSchedulerPart(
                home,
                checkout,
                settings.ports().elasticsearchApi().orElseThrow(),
                zookeeper,
                settings,
                elasticsearchHome,
                http));
        settings.asMade().write(home);
    }

    /** Why a process of this home no longer runs; empty while all do. */
    public Optional<String> died() {
        return Names.ALL.stream()
                .filter(name -> running(name).isEmpty())
                .findFirst()
                .map(name -> "The process " + name + " has ended: " + LastWords.of(home.log(name)) + " (log in "
                        + home.log(name) + "); elk up starts it again");
    }

    private Settings.Ports ports(Settings.Ports last) {
        return new Settings.Ports(
                OptionalInt.of(zookeeperPort(last.zookeeper())),
                OptionalInt.of(port(Names.MESOS, last.mesos())),
                OptionalInt.of(port(Names.SCHEDULER_ELASTICSEARCH, last.elasticsearchApi())));
    }

    private int port(String name, OptionalInt last) {
        return running(name).isPresent() ? last.orElseThrow() : FreePort.near(last);
    }

    /** The others were told ZooKeeper's address when they started. */
    private int zookeeperPort(OptionalInt last) {
        int port = port(Names.ZOOKEEPER, last);
        boolean othersKnowIt = running().stream().anyMatch(name -> !name.equals(Names.ZOOKEEPER));
        if (othersKnowIt && last.isPresent() && last.getAsInt() != port) {
            throw Failure.failed("ZooKeeper does not run, and its port " + last.getAsInt()
                    + " has been taken by a foreign process: elk down, then elk up");
        }
        return port;
    }
}
