package org.mesoselk.scheduler.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Wait;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who leads, as far as this process knows: for the API, health and metrics. For any thread. */
public final class Leadership {
    private static final Logger LOG = LoggerFactory.getLogger("mesos-elk");

    private final Board board;
    private final InstantSource clock;
    private Leader leader = new Nobody("no scheduler has been elected yet", false);
    private Optional<Milestones> milestones = Optional.empty();
    private boolean zooKeeperAnswers = true;
    private Instant lookedAt;

    public sealed interface Leader {}

    /** This process, which takes wishes in {@code inbox}. */
    public record ThisProcess(Inbox inbox) implements Leader {}

    /** @param url of its API */
    public record Another(String url) implements Leader {}

    /** @param isLastKnown what the board shows is the latest that anybody knows: this process led until now */
    public record Nobody(String sentence, boolean isLastKnown) implements Leader {}

    public Leadership(Board board, InstantSource clock) {
        this.board = board;
        this.clock = clock;
        this.lookedAt = clock.instant();
        board.onPublish(this::published);
    }

    public synchronized Leader leader() {
        return leader;
    }

    /** Who leads, once it is somebody that is {@code wanted}; who leads by then, when {@code atMost} has passed. */
    public synchronized Leader await(Predicate<Leader> wanted, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toMillis(); !wanted.test(leader) && left > 0; ) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
        return leader;
    }

    /** Of the present term of this process; empty while it does not lead. */
    public synchronized Optional<Milestones> milestones() {
        return milestones;
    }

    public synchronized boolean zooKeeperAnswers() {
        return zooKeeperAnswers;
    }

    /** When the process last looked whether it is elected. */
    public synchronized Instant lookedAt() {
        return lookedAt;
    }

    /** This process leads now, and {@code first} is what it begins with. */
    public void begins(long epoch, Instant electedAt, Published first, Inbox inbox) {
        synchronized (this) {
            milestones = Optional.of(Milestones.elected(epoch, electedAt));
            leader = new ThisProcess(inbox);
            notifyAll();
        }
        LOG.info("elected: leads with epoch {}, {} tasks are recorded", epoch, tasks(first));
        board.publish(first);
    }

    /** This process leads no more; what it last knew stays readable until another one leads. */
    public void ends(String sentence) {
        synchronized (this) {
            if (!(leader instanceof ThisProcess)) {
                return;
            }
            milestones = Optional.empty();
            leader = new Nobody(sentence, true);
            notifyAll();
        }
        show(new Wait("not-leading", "scheduler", sentence));
    }

    /** What ZooKeeper says of the others, while this process does not lead. */
    public void sees(boolean answers, Optional<String> another) {
        boolean changed;
        boolean lastKnown;
        synchronized (this) {
            lookedAt = clock.instant();
            zooKeeperAnswers = answers;
            Leader before = leader;
            lastKnown = before instanceof Nobody nobody && nobody.isLastKnown();
            if (another.isPresent()) {
                leader = new Another(another.get());
            } else if (!answers) {
                leader = new Nobody("ZooKeeper does not answer, so no scheduler can be elected", lastKnown);
            } else {
                leader = new Nobody("no scheduler leads at the moment; one will be elected soon", lastKnown);
            }
            changed = !leader.equals(before);
            if (changed) {
                another.ifPresent(url -> LOG.info("stands by: {} leads", url));
                notifyAll();
            }
        }
        if (changed && lastKnown && another.isEmpty()) {
            show(
                    answers
                            ? new Wait("not-leading", "scheduler", "the scheduler waits to be elected again")
                            : new Wait(
                                    "zookeeper-unavailable",
                                    "scheduler",
                                    "ZooKeeper does not answer; the"
                                            + " scheduler decides nothing and goes on by itself when it is elected again"));
        }
    }

    /** The process looks after its own term. */
    synchronized void leads(boolean answers) {
        lookedAt = clock.instant();
        zooKeeperAnswers = answers;
    }

    private void show(Wait wait) {
        Published last = board.read();
        List<Wait> waits = new ArrayList<>(last.waits());
        waits.removeIf(old -> old.name().equals("not-leading") || old.name().equals("zookeeper-unavailable"));
        waits.add(0, wait);
        board.publish(new Published(
                last.at(),
                false,
                last.records(),
                last.memory(),
                List.copyOf(waits),
                last.verdicts(),
                last.operations(),
                last.tickTime(),
                last.ticks()));
    }

    private synchronized void published(Published published) {
        if (milestones.isEmpty() || milestones.get().decidingAt().isPresent() || !published.deciding()) {
            return;
        }
        Milestones now = milestones.get();
        Memory memory = published.memory();
        if (memory.subscribed() && now.subscribedAt().isEmpty()) {
            now = now.subscribed(memory.times().subscribedAt());
            LOG.info("subscribed {} after the election", after(now, now.subscribedAt()));
        }
        if (memory.subscribed() && memory.reconciled(published.records(), published.at())) {
            now = now.reconciled(published.at()).deciding(clock.instant());
            LOG.info("reconciled {} tasks {} after the election", tasks(published), after(now, now.reconciledAt()));
            LOG.info("deciding {} after the election", after(now, now.decidingAt()));
        }
        milestones = Optional.of(now);
    }

    private static long tasks(Published published) {
        return published.records().members().values().stream()
                .filter(member -> member.task().isPresent())
                .count();
    }

    private static String after(Milestones milestones, Optional<Instant> at) {
        return at.map(instant ->
                        Duration.between(milestones.electedAt(), instant).toMillis() / 1000.0 + " s")
                .orElse("never");
    }
}
