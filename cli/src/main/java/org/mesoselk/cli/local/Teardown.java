package org.mesoselk.cli.local;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.process.PidFiles;
import org.mesoselk.cli.process.ProcessTable;
import org.mesoselk.cli.process.Sessions;
import org.mesoselk.cli.progress.Progress;

/**
 * Ends everything of a home, whatever of it still runs: schedulers first, so that nobody replaces what ends; then Mesos;
 * then the members of all frameworks: Elasticsearch's close their shards in order, Logstash's keep their positions, so that
 * what does not get out any more is read again; Kibana has none to keep; ZooKeeper last.
 */
public final class Teardown {

    private static final Duration SERVICE_GRACE = Duration.ofSeconds(30);
    private static final Duration MEMBER_GRACE = Duration.ofSeconds(60);

    private final Home home;
    private final ProcessTable table;
    private final PidFiles pids;
    private final Stopper stopper;

    public Teardown(Home home, ProcessTable table, Progress progress) {
        this.home = home;
        this.table = table;
        this.pids = new PidFiles(home.run(), table);
        this.stopper = new Stopper(table, progress);
    }

    /** @return whether there was anything to stop */
    public boolean run() throws InterruptedException {
        MemberProcesses members = new MemberProcesses(home, table);
        boolean any = !sessions(name -> true).isEmpty() || !members.sessions().isEmpty();
        stop(Names::isScheduler, "the schedulers");
        stop(Names::isMesos, "Mesos");
        stopper.stop("the members", members::sessions, MEMBER_GRACE);
        stop(name -> true, "ZooKeeper");
        return any;
    }

    private void stop(Predicate<String> names, String title) throws InterruptedException {
        stopper.stop(title, () -> sessions(names), SERVICE_GRACE);
        pids.names().stream().filter(names).forEach(pids::delete);
    }

    /** By the pid files, and by the mark in the environment in case there is no pid file. */
    private Set<Long> sessions(Predicate<String> names) {
        Set<Long> sessions = new HashSet<>(new Sessions(table).having(pid -> marked(pid, names)));
        pids.names().stream()
                .filter(names)
                .flatMap(name -> pids.running(name).stream())
                .forEach(id -> sessions.add(id.pid()));
        return sessions;
    }

    private boolean marked(long pid, Predicate<String> names) {
        Map<String, String> environment = table.environment(pid);
        return home.directory().toString().equals(environment.get(Marks.HOME))
                && Optional.ofNullable(environment.get(Marks.PROCESS))
                        .filter(names)
                        .isPresent();
    }
}
