package org.mesoselk.scheduler.core.member;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Memory.Doubt;

/**
 * When a task of which Mesos says that it does not know it (UNKNOWN, LOST) is taken for ended, so that its member may get
 * another one without ever having two.
 *
 * <p>A master that knows the agent settles it by itself: it answers GONE, or UNREACHABLE while the agent is away. UNKNOWN
 * is left for agents that this master does not know: they have left, or have not yet come back after a change of master.
 * They get {@link #AGENTS_RETURN} from the subscription on. After that Mesos is asked once more, and when it answers the same,
 *
 * <ul>
 *   <li>a launch that Mesos never confirmed is taken for lost, when that was at least {@link #LAUNCH_ARRIVES} after it;
 *   <li>any other task has ended when {@link #AGENTS_RETURN} have passed since the first such answer too, and what was
 *       looked at after that time shows nothing of it (Elasticsearch does not list its node);
 *   <li>or when its host has come back as another agent by then: Elasticsearch may have no master without that very member.
 *       Should its node live all the same, its data directory is locked, and the next task ends there in its preflight.
 * </ul>
 */
public final class DoubtfulTask {

    /** Mesos' agent_ping_timeout × max_agent_ping_timeouts by default (15 s × 5), and some. */
    public static final Duration AGENTS_RETURN = Duration.ofSeconds(85);

    public static final Duration LAUNCH_ARRIVES = Duration.ofSeconds(30);

    private DoubtfulTask() {}

    /** An agent that has not come back by then does not do so by itself. */
    public static Instant agentsAreBack(Instant unknownSince, Instant steadySince) {
        return later(unknownSince, steadySince).plus(AGENTS_RETURN);
    }

    /**
     * @param steadySince the subscription; later when this process has been stopped since, or its clock was set
     * @param isSeenGone whether something seen at that time or later shows that it is no more
     * @param isHostBack as another agent
     */
    public static boolean hasEnded(
            Member member, Doubt doubt, Instant steadySince, Predicate<Instant> isSeenGone, boolean isHostBack) {
        if (doubt.unknownSince().isEmpty()) {
            return false;
        }
        if (member.state() instanceof MemberState.Launching launching) {
            Instant arrived = launching.task().launchedAt().plus(LAUNCH_ARRIVES);
            return isAnsweredAnew(doubt, later(steadySince.plus(AGENTS_RETURN), arrived));
        }
        Instant sure = agentsAreBack(doubt.unknownSince().get(), steadySince);
        return isAnsweredAnew(doubt, sure) && (isHostBack || isSeenGone.test(sure));
    }

    private static boolean isAnsweredAnew(Doubt doubt, Instant sure) {
        return !doubt.askedAt().isBefore(sure)
                && doubt.unknownAt().filter(at -> at.isAfter(doubt.askedAt())).isPresent();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
