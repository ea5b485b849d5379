package org.mesoselk.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.commons.elastic.ElasticsearchTask.Distribution;
import org.mesoselk.scheduler.core.model.ElasticsearchSettings;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.NodeSetSpec;
import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.scheduler.core.model.Resources;
import org.mesoselk.scheduler.state.RecordStore;
import org.mesoselk.simulator.check.Rules;
import org.mesoselk.simulator.check.Tally;
import org.mesoselk.simulator.check.Target;
import org.mesoselk.simulator.elasticsearch.Cluster;
import org.mesoselk.simulator.mesos.Fleet;
import org.mesoselk.simulator.scheduler.Faulty;
import org.mesoselk.simulator.scheduler.Installation;
import org.mesoselk.simulator.world.Script;
import org.mesoselk.simulator.world.Universe;
import org.mesoselk.simulator.world.Violation;
import org.mesoselk.simulator.zookeeper.Ensemble;

/** One plan from its beginning to the reached target, or to what must not be. Same plan, same run. */
public final class Simulation {
    private static final String FRAMEWORK = "elasticsearch";
    private static final long SETTLES_WITHIN = Duration.ofMinutes(45).toMillis();
    private static final long GLANCE = 2_000;
    /** In which nothing may be made anew after all. */
    private static final long TEMPTATION = Duration.ofMinutes(6).toMillis();

    private static final Duration REPLACE_AFTER = Duration.ofMinutes(3);

    private final Plan plan;
    private final Universe world;
    private final Tally tally = new Tally();
    private final Cluster cluster;
    private final Fleet fleet;
    private final Installation installation;
    private final Rules rules;
    private final Happenings happenings;
    private final Target target;

    private Simulation(Plan plan, Faulty faulty, boolean keepsScript) {
        this.plan = plan;
        this.world = new Universe(plan.seed(), new Script(keepsScript));
        Ensemble ensemble = new Ensemble();
        this.cluster = new Cluster(world);
        this.fleet = new Fleet(world, cluster, plan.agents(), plan.masterKeepsRegistry());
        this.installation =
                new Installation(world, ensemble, fleet, cluster, settings(), spec(), faulty, plan.schedulers());
        this.rules = new Rules(
                ensemble, RecordStore.base(Product.ELASTICSEARCH, FRAMEWORK), fleet, cluster, installation, tally);
        this.happenings = new Happenings(world, ensemble, fleet, cluster, installation, rules::destroyed);
        this.target = new Target(fleet, cluster, installation);
    }

    /** @param keepsScript whether what happens is told line by line, which costs time */
    public static Outcome run(Plan plan, Faulty faulty, boolean keepsScript) {
        return new Simulation(plan, faulty, keepsScript).run();
    }

    private Outcome run() {
        Optional<Violation> violation = Optional.empty();
        try {
            toTheEnd();
        } catch (Violation broken) {
            violation = Optional.of(broken);
        } catch (RuntimeException failed) {
            violation = Optional.of(new Violation("failed", failed + " at " + failed.getStackTrace()[0]));
            world.tell(() -> java.util.Arrays.toString(failed.getStackTrace()));
        }
        violation.ifPresent(broken -> {
            world.tell(broken::getMessage);
            world.tell(target::tell);
        });
        return new Outcome(plan, violation, world.now(), tally, happenings.counts(), world.happened(), world.script);
    }

    private void toTheEnd() {
        world.agenda.in(20_000, this::createIndices);
        happenings.plan(plan.events());
        installation.start(rules);
        world.agenda.runUntil(plan.faultsEnd());
        happenings.calm();
        long end = world.now() + SETTLES_WITHIN;
        while (!isHopeless() && !target.isReached() && !waitsForItsFounders()) {
            if (world.now() > end) {
                throw new Violation("target-not-reached", target.unreached().toString());
            }
            world.agenda.runUntil(world.now() + GLANCE);
        }
        if (waitsForItsFounders()) {
            world.agenda.runUntil(world.now() + TEMPTATION);
        }
    }

    /** Whether its cluster has formed may be heard of in the calm only. */
    private boolean isHopeless() {
        return waitsForAnOperator() && !rules.founders().areTooMany();
    }

    /** Seen from the calm on: until it is said, nothing else may have come of it either. */
    private boolean waitsForItsFounders() {
        return rules.founders().areTooMany() && rules.founders().areTold();
    }

    /**
     * A fault has taken the majority of those who elect the master, or every copy of a shard, or the home of a member that
     * is not to be made anew elsewhere: there is nothing to go back to by itself.
     */
    private boolean waitsForAnOperator() {
        return !cluster.holdings().canElect()
                || cluster.holdings().isAnyGone()
                || !plan.replaces() && happenings.hasDestroyed();
    }

    /** By clients, as soon as there is a cluster. */
    private void createIndices() {
        if (!cluster.isFormed()) {
            world.agenda.in(5_000, this::createIndices);
            return;
        }
        cluster.createIndex("default", plan.replicas(), 1);
        cluster.createIndex("everywhere", -1, 1);
        cluster.createIndex("one-replica", 1, 1);
        cluster.createIndex("no-replica", 0, 1);
    }

    private ElasticsearchSpec spec() {
        return new ElasticsearchSpec(
                1,
                "logs",
                new NodeSetSpec(
                        "default",
                        plan.members(),
                        plan.masterEligible(),
                        new Resources(0.5, 1024, 1000),
                        512,
                        List.of(),
                        0,
                        Map.of()),
                plan.replicas() < 0
                        ? ElasticsearchSpec.Replication.ALL
                        : new ElasticsearchSpec.Replication(plan.replicas()));
    }

    private ElasticsearchSettings settings() {
        return new ElasticsearchSettings(
                FRAMEWORK,
                new Distribution(Optional.of("/opt/elasticsearch"), Optional.empty()),
                Optional.empty(),
                Optional.of("/var/lib/elk"),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new Resources(0.1, 96, 10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                plan.drainTogether(),
                plan.replaces() ? Optional.of(REPLACE_AFTER) : Optional.empty(),
                Optional.empty(),
                "elk");
    }
}
