package org.mesoselk.scheduler.core.safety;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;

/**
 * The members in question.
 *
 * @param leaving all that leave, those included that have stopped already
 * @param staying the others
 */
public record Leaving(List<Member> leaving, List<Member> staying) {

    public static Leaving of(Collection<Member> members) {
        return new Leaving(
                members.stream().filter(Member::leaving).toList(),
                members.stream().filter(member -> !member.leaving()).toList());
    }

    Set<String> names() {
        return leaving.stream().map(Member::name).collect(Collectors.toSet());
    }

    List<Member> notYetStopped() {
        return leaving.stream()
                .filter(member -> !(member.state() instanceof MemberState.Stopped))
                .toList();
    }

    List<Member> mastersNotYetStopped() {
        return notYetStopped().stream().filter(Member::masterEligible).toList();
    }
}
