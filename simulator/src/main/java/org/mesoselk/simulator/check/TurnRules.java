package org.mesoselk.simulator.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Wait;
import org.mesoselk.scheduler.runtime.Inbox;
import org.mesoselk.scheduler.runtime.Published;
import org.mesoselk.simulator.scheduler.Process;
import org.mesoselk.simulator.world.Violation;

/** After each turn: one disruption, no offer kept, and a reason for all that waits. */
final class TurnRules {
    /** What is over sooner needs no word. */
    private static final long UNSAID = 5_000;

    private final Tally tally;
    private final Map<String, Long> silentSince = new HashMap<>();

    TurnRules(Tally tally) {
        this.tally = tally;
    }

    void called(Call call) {
        tally.called(call);
    }

    /** @param at virtual milliseconds */
    void check(Process by, Records before, List<Inbox.Entry> entries, long at) {
        Published now = by.board().read();
        tally.turn(before, entries, now);
        oneDisruption(now.records());
        if (now.deciding() && now.memory().subscribed()) {
            noOfferKept(by);
            allWaitsSaid(now, at);
        } else {
            silentSince.clear();
        }
    }

    private static void oneDisruption(Records records) {
        List<Member> leaving =
                records.members().values().stream().filter(Member::leaving).toList();
        Set<String> operations = leaving.stream()
                .map(member -> ((Member.Goal.Leave) member.goal()).operationId())
                .collect(Collectors.toSet());
        long masters = leaving.stream().filter(Member::masterEligible).count();
        if (operations.size() > 1 || masters > 1 || masters == 1 && leaving.size() > 1) {
            throw new Violation(
                    "two-disruptions",
                    leaving.stream()
                            .map(member -> member.name() + " " + member.goal() + " " + member.state())
                            .toList()
                            .toString());
        }
    }

    private static void noOfferKept(Process by) {
        if (!by.unanswered().isEmpty()) {
            throw new Violation("offer-hoarded", by.unanswered() + " are not answered after a turn that decided");
        }
    }

    private void allWaitsSaid(Published now, long at) {
        silentSince.keySet().retainAll(now.records().members().keySet());
        for (Member member : now.records().members().values()) {
            boolean settled = member.state() instanceof MemberState.Running && !member.leaving();
            // Those that leave wait as a set: what keeps one of them keeps all.
            boolean said = now.waits().stream().anyMatch(wait -> member.leaving() || isOf(wait, member.name()));
            if (settled || said) {
                silentSince.remove(member.name());
            } else if (at - silentSince.computeIfAbsent(member.name(), any -> at) > UNSAID) {
                throw new Violation(
                        "wait-untold",
                        member.name() + " is " + member.state() + " " + member.goal() + ", said is " + now.waits());
            }
        }
    }

    private static boolean isOf(Wait wait, String name) {
        return wait.subject().equals(name) || wait.sentence().contains(name);
    }
}
