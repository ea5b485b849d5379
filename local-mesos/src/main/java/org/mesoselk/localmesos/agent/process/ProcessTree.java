package org.mesoselk.localmesos.agent.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The processes of a container: the session that its leader began, the descendants of its members, and the sessions
 * that those began. The session outlives the leader, so what an executor left behind is found too.
 */
public final class ProcessTree {

    private static final long PAUSE_MILLIS = 20;

    private final ProcessId leader;

    public ProcessTree(ProcessId leader) {
        this.leader = leader;
    }

    /** pids of all living members, the leader included while it lives. */
    public Set<Long> members() {
        if (!leader.bootId().equals(ProcessId.currentBoot()) || pidIsOfAnother()) {
            return Set.of();
        }
        List<ProcStat> living = ProcStat.living();
        Set<Long> members = new HashSet<>();
        Set<Long> sessions = new HashSet<>(Set.of(leader.pid()));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (ProcStat process : living) {
                boolean belongs = process.pid() == leader.pid()
                        || sessions.contains(process.session())
                        || members.contains(process.ppid());
                if (belongs && members.add(process.pid())) {
                    grown = true;
                    if (process.session() == process.pid()) {
                        sessions.add(process.session());
                    }
                }
            }
        }
        members.remove(ProcessHandle.current().pid());
        return members;
    }

    /** SIGTERM for all members but {@code spared}. @return how many were told */
    public int terminate(Set<Long> spared) {
        return signal(spared, false);
    }

    /**
     * SIGKILL for all members but {@code spared}, again for those that were forked meanwhile.
     *
     * @return false when some still lived after {@code patience}
     */
    public boolean kill(Set<Long> spared, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (signal(spared, true) > 0) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return true;
    }

    private int signal(Set<Long> spared, boolean forcibly) {
        Set<Long> targets = members();
        targets.removeAll(spared);
        for (long pid : targets) {
            ProcessHandle.of(pid).ifPresent(process -> {
                if (forcibly) {
                    process.destroyForcibly();
                } else {
                    process.destroy();
                }
            });
        }
        return targets.size();
    }

    /**
     * A pid is not given away again while a session of that number lives: so when another process has it, nothing of ours
     * lives any more. No process has the leader's pid twice: one that ended before it could be looked at (start 0) is not
     * the one that lives now. And init is nobody's container.
     */
    private boolean pidIsOfAnother() {
        return leader.pid() <= 1
                || ProcStat.read(leader.pid())
                        .filter(stat ->
                                leader.startTicks() == 0 ? stat.alive() : stat.startTicks() != leader.startTicks())
                        .isPresent();
    }

    /**
     * Living session leaders whose environment has {@code entry}, {@code NAME=prefix} of a value; not those in containers of
     * Docker, which has to end them.
     */
    public static List<ProcessId> leadersWith(String entry) {
        List<ProcessId> found = new ArrayList<>();
        for (ProcStat process : ProcStat.living()) {
            if (process.session() == process.pid()
                    && environmentHas(process.pid(), entry)
                    && namespace(process.pid())
                            .equals(namespace(ProcessHandle.current().pid()))) {
                found.add(new ProcessId(process.pid(), process.startTicks(), ProcessId.currentBoot()));
            }
        }
        return found;
    }

    /** Of pids; empty for one that has ended meanwhile. */
    private static Optional<Path> namespace(long pid) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/pid")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean environmentHas(long pid, String entry) {
        try {
            String environment = Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
            return environment.startsWith(entry) || environment.contains('\0' + entry);
        } catch (IOException e) {
            return false;
        }
    }
}
