package org.mesoselk.simulator.check;

import java.util.List;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.runtime.Inbox;
import org.mesoselk.simulator.elasticsearch.Cluster;
import org.mesoselk.simulator.mesos.Fleet;
import org.mesoselk.simulator.scheduler.Checks;
import org.mesoselk.simulator.scheduler.Installation;
import org.mesoselk.simulator.scheduler.Process;
import org.mesoselk.simulator.zookeeper.Ensemble;

/** What must always hold, judged at each call, at each change of a record, and after each turn. */
public final class Rules implements Checks {
    private final KillRules kills;
    private final LaunchRules launches;
    private final AcknowledgeRules acknowledgements;
    private final ReservationRules reservations;
    private final TurnRules turns;
    private final RecordRules records;
    private final LostFounders founders;

    public Rules(Ensemble ensemble, String base, Fleet fleet, Cluster cluster, Installation installation, Tally tally) {
        Stored stored = new Stored(ensemble, base);
        Documents documents = new Documents(stored, cluster);
        this.kills = new KillRules(stored, fleet, cluster);
        this.launches = new LaunchRules(stored, installation);
        this.acknowledgements = new AcknowledgeRules(stored);
        this.reservations = new ReservationRules(stored, installation);
        this.turns = new TurnRules(tally);
        this.records = new RecordRules(stored, fleet, documents, installation);
        this.founders = new LostFounders(stored, fleet, cluster, installation);
        ensemble.watch(records);
    }

    /** Hosts have just been destroyed: what only they had is not asked for any more. */
    public void destroyed() {
        records.destroyed();
    }

    public LostFounders founders() {
        return founders;
    }

    @Override
    public void call(Process by, Call call) {
        turns.called(call);
        if (call instanceof Call.Kill kill) {
            kills.check(by, kill);
            records.ordered(kill);
        } else if (call instanceof Call.Launch launch) {
            launches.check(by, launch, records.toldToStop());
        } else if (call instanceof Call.OnOffer operation) {
            reservations.check(by, operation);
        } else if (call instanceof Call.Acknowledge acknowledge) {
            acknowledgements.check(acknowledge);
        } else if (call instanceof Call.ToElasticsearch change) {
            ExclusionRules.check(by, change);
        }
    }

    @Override
    public void beforeTurn(Process by, List<Inbox.Entry> entries) {
        acknowledgements.learn(entries);
    }

    @Override
    public void afterTurn(Process by, Records before, List<Inbox.Entry> entries) {
        turns.check(by, before, entries, by.now());
    }
}
