package org.mesoselk.systemtest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * On an agent and everything that it runs, as when a host dies. SIGSTOP: the host hangs for so long that its member is
 * replaced, and comes back after all.
 */
final class BlowToHost implements Blow {

    private final Installation installation;
    private final Signal signal;
    private final String member;
    private int agent;
    private String task;
    private List<Long> pids = List.of();

    BlowToHost(Installation installation, Signal signal, String member) {
        this.installation = installation;
        this.signal = signal;
        this.member = member;
    }

    @Override
    public void strike() {
        task = Members.taskOf(installation, member);
        agent = Members.agentOf(installation, member);
        Path workDir = installation.mesos().workDir(agent);
        installation.mesos().signalAgent(agent, signal.name());
        pids = Processes.under(workDir).stream().map(Processes.Found::pid).toList();
        pids.forEach(pid -> Signals.sendIfAlive(signal.name(), pid));
    }

    @Override
    public void hold() {
        Await.until(
                member + " has left " + task + " behind",
                Duration.ofMinutes(3),
                installation::status,
                status -> Members.in(status, member)
                        .map(line -> !line.path("task").asString("").equals(task)
                                && !line.path("task").asString("").isEmpty())
                        .orElse(true));
    }

    @Override
    public void restore() {
        if (signal == Signal.STOP) {
            pids.forEach(pid -> Signals.sendIfAlive("CONT", pid));
            installation.mesos().signalAgent(agent, "CONT");
        } else {
            installation.mesos().replaceAgent(agent);
        }
    }
}
