package org.mesoselk.scheduler.core.elasticsearch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.mesoselk.scheduler.core.framework.Tick;
import org.mesoselk.scheduler.core.model.ElasticsearchSettings;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.NodeSetSpec;
import org.mesoselk.scheduler.core.model.View;

/** A tick of the Elasticsearch framework: what its steps ask for besides what all frameworks do. */
final class ElasticsearchTick extends Tick {
    final ElasticsearchSettings settings;

    ElasticsearchTick(View view) {
        super(view);
        settings = (ElasticsearchSettings) view.settings();
    }

    ElasticsearchSpec spec() {
        return ElasticsearchSpec.of(records());
    }

    NodeSetSpec nodeSet() {
        return spec().nodeSet();
    }

    List<Member> beyondCount() {
        return members().stream()
                .filter(member -> member.ordinal() >= nodeSet().count())
                .toList();
    }

    /** It has no task and no data that is still counted on, and Elasticsearch does not speak of it. */
    boolean hasNothingToLose(Member member) {
        boolean isListed = memory.elasticsearch instanceof ElasticsearchView.Known known
                && known.node(member.name()).isPresent();
        return member.state() instanceof MemberState.Pending && member.home().isEmpty() && !isListed;
    }

    @Override
    public ElasticsearchSettings settings() {
        return settings;
    }

    /** Elasticsearch was asked after that, and does not list its node. */
    @Override
    public boolean isSeenGone(Member member, Instant sure) {
        return look().filter(known -> !known.at().isBefore(sure))
                .filter(known -> known.node(member.name()).isEmpty())
                .isPresent();
    }

    @Override
    public boolean isMissed(Member member) {
        return look().filter(look -> look.node(member.name()).isEmpty()).isPresent();
    }

    /** A data directory that outlives tasks is locked by its node; the next task ends there in its preflight. */
    @Override
    public boolean isDataLocked() {
        return settings.dataRoot().isPresent();
    }

    @Override
    public Duration patience() {
        return settings.spreadPatience();
    }

    @Override
    public boolean seeksAgents() {
        return false;
    }

    /** No member is moved for maintenance. */
    @Override
    public boolean letsGoOf(String agentId) {
        return false;
    }
}
