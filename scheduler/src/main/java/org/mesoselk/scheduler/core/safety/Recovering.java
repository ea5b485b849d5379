package org.mesoselk.scheduler.core.safety;

import java.util.stream.Stream;
import org.mesoselk.commons.elastic.HasData;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;

/** A member that stays and has data comes back first: a recovery and a disruption never go on together. */
final class Recovering implements Veto {

    @Override
    public String name() {
        return "recovering";
    }

    @Override
    public Stream<Reason> reasons(Known look, Leaving leaving) {
        return leaving.staying().stream()
                .filter(member -> member.data() == HasData.YES)
                .filter(member -> !isBack(look, member))
                .map(member -> new Reason(
                        member.name(), member.name() + " stays and has data, but is not running: it comes back first"));
    }

    private static boolean isBack(Known look, Member member) {
        return member.state() instanceof MemberState.Running
                && look.node(member.name()).isPresent();
    }
}
