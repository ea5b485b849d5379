package org.mesoselk.scheduler.core.safety;

import java.util.List;
import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.mesoselk.scheduler.core.model.Wait;

/** May these members be stopped now? Every veto is heard, so that all reasons are known at once. */
public final class SafeToStop {

    private static final List<Veto> VETOES = List.of(
            new ClusterRed(),
            new SameName(),
            new ExcludeNotConfirmed(),
            new VotingExclusionNotConfirmed(),
            new LastMaster(),
            new Recovering(),
            new NodeMissing(),
            new InFlightFetch(),
            new ShardsMoving(),
            new ShardsRemain(),
            new LastCopy());

    private SafeToStop() {}

    /** @param leaving judged as a set: no copy on any of them counts for another */
    public static Safety judge(ElasticsearchView view, Leaving leaving) {
        if (view instanceof ElasticsearchView.Unknown unknown) {
            return new Safety.Unknown(unknown.cause());
        }
        ElasticsearchView.Known look = (ElasticsearchView.Known) view;
        List<Wait> reasons = VETOES.stream()
                .flatMap(veto -> veto.check(look, leaving).stream())
                .toList();
        return reasons.isEmpty() ? new Safety.Safe() : new Safety.NotSafe(reasons);
    }
}
