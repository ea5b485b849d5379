package org.mesoselk.scheduler.core.elasticsearch;

import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.mesoselk.scheduler.core.model.MemberState;

/** What Elasticsearch does not answer or take. */
final class TellElasticsearch {

    private TellElasticsearch() {}

    static void into(ElasticsearchTick tick) {
        tick.look().ifPresent(look -> tick.memory.complaints.keySet().removeIf(call -> !tick.isCalling(call)));
        tick.memory.complaints.forEach((call, sentence) ->
                tick.wait("elasticsearch-call-failed", call, call + " failed and is tried again: " + sentence));
        if (tick.memory.elasticsearch instanceof ElasticsearchView.Unknown unknown && isAnyRunning(tick)) {
            tick.wait("elasticsearch-unknown", "elasticsearch", "Elasticsearch cannot be asked: " + unknown.cause());
        }
    }

    private static boolean isAnyRunning(ElasticsearchTick tick) {
        return tick.members().stream().anyMatch(member -> member.state() instanceof MemberState.Running);
    }
}
