package org.mesoselk.scheduler;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.mesoselk.commons.mesos.MesosSchedulerClient;
import org.mesoselk.commons.mesos.SchedulerClient;
import org.mesoselk.scheduler.core.elasticsearch.ElasticsearchCore;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.elasticsearch.Driver;
import org.mesoselk.scheduler.elasticsearch.Observer;
import org.mesoselk.scheduler.mesos.LeadersDetector;
import org.mesoselk.scheduler.mesos.MesosSide;
import org.mesoselk.scheduler.options.ElasticsearchOptions;
import org.mesoselk.scheduler.runtime.Board;
import org.mesoselk.scheduler.runtime.CallRouter;
import org.mesoselk.scheduler.runtime.Deciding;
import org.mesoselk.scheduler.runtime.Exit;
import org.mesoselk.scheduler.runtime.Inbox;
import org.mesoselk.scheduler.runtime.Loop;
import org.mesoselk.scheduler.runtime.Published;
import org.mesoselk.scheduler.runtime.Readiness;
import org.mesoselk.scheduler.runtime.Terms;
import org.mesoselk.scheduler.runtime.WhenRecordsChange;
import org.mesoselk.scheduler.state.RecordStore;
import org.mesoselk.scheduler.state.StoreRefusedException;
import org.mesoselk.scheduler.state.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that acts while this process leads, put together; taken apart again in the opposite order. */
final class ElasticsearchTerm implements Terms.Term {
    private static final Logger LOG = LoggerFactory.getLogger("mesos-elk");

    private final ElasticsearchProcess process;
    private final Board board;
    private final Inbox inbox;
    private final RecordStore store;
    private final Clock clock = Clock.systemUTC();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Deciding deciding;
    private final Loop loop;

    static ElasticsearchTerm open(ElasticsearchProcess process, Instant electedAt, Inbox inbox)
            throws StoreUnavailableException {
        RecordStore store = process.store();
        Records records = store.takeOver(process.options().spec().spec());
        tell(process.options(), store, records);
        process.leadership().begins(store.epoch(), electedAt, Published.of(records, store.history(), electedAt), inbox);
        return new ElasticsearchTerm(process, inbox, store, records);
    }

    private ElasticsearchTerm(ElasticsearchProcess process, Inbox inbox, RecordStore store, Records records) {
        this.process = process;
        this.board = process.board();
        this.inbox = inbox;
        this.store = store;
        MesosSide mesos = new MesosSide(
                ElasticsearchFramework.plan(process.options(), process.url()),
                ElasticsearchFramework.claim(process.options()),
                process.agents(),
                clock,
                inbox::put,
                sentence -> inbox.end(new Exit(1, sentence)),
                this::distrust,
                process.tally());
        SchedulerClient client = client(mesos);
        Observer observer = observer();
        Driver driver = driver(observer);
        deciding = new Deciding(
                new ElasticsearchCore(),
                process.options().settings(),
                store,
                records,
                new CallRouter((call, failed) -> mesos.send(client, call, failed), driver::call, inbox),
                inbox,
                board,
                clock);
        loop = new Loop(deciding, inbox);
        loop.start();
        client.start();
        observer.start();
    }

    private SchedulerClient client(MesosSide mesos) {
        MesosSchedulerClient.Builder builder = MesosSchedulerClient.builder(
                        new LeadersDetector(process.masters(), this::objection),
                        () -> ElasticsearchFramework.description(process.options(), process.url())
                                .info(board.read().records().frameworkId()),
                        mesos)
                .authorization(process.options().mesos().access().master().authorization());
        process.options().mesos().access().master().context().ifPresent(builder::tls);
        SchedulerClient client = builder.build();
        opened.push(client);
        return client;
    }

    private Observer observer() {
        Observer observer = new Observer(
                () -> Readiness.hosts(board.read().records()),
                () -> Readiness.interval(board.read()),
                view -> inbox.put(new Input.Observed(view)),
                clock);
        opened.push(observer);
        // What the next step waits for is mostly what a new look shows: a member that has stopped, one that has joined.
        opened.push(board.onPublish(new WhenRecordsChange(observer::kick)));
        return observer;
    }

    private Driver driver(Observer observer) {
        Driver driver = new Driver(
                () -> Readiness.hosts(board.read().records()),
                (call, sentence) -> inbox.put(new Input.CallFailed(call, sentence)),
                observer::kick,
                clock);
        opened.push(driver);
        return driver;
    }

    /** Why it must not subscribe at Mesos now. */
    private Optional<String> objection() {
        try {
            store.confirm();
            return Optional.empty();
        } catch (StoreUnavailableException | StoreRefusedException e) {
            return Optional.of("no subscription while it is not certain that this scheduler leads: " + e.getMessage());
        }
    }

    private static void tell(ElasticsearchOptions options, RecordStore store, Records records) {
        boolean first = records.frameworkId().isEmpty() && records.members().isEmpty();
        if (!first
                && !ElasticsearchSpec.of(records)
                        .nodeSet()
                        .equals(options.spec().spec().nodeSet())) {
            LOG.info(
                    "the stored spec rules (generation {}, {} nodes); the options that describe it (--nodes and so on)"
                            + " count for the first start only",
                    records.spec().generation(),
                    ElasticsearchSpec.of(records).nodeSet().count());
        }
        Optional<String> named = options.mesos().newFrameworkId();
        if (named.isPresent() && !named.equals(records.frameworkId())) {
            LOG.info(
                    "--new-framework-id={} has no effect: the recorded framework is {}",
                    named.get(),
                    records.frameworkId().orElse("none"));
        }
        LOG.info(
                "state at {}: {}, {} members, {} wanted",
                store.base(),
                first ? "first start" : "framework " + records.frameworkId().orElse("not yet subscribed"),
                records.members().size(),
                ElasticsearchSpec.of(records).nodeSet().count());
    }

    @Override
    public CompletableFuture<Exit> ended() {
        return loop.ended();
    }

    @Override
    public void distrust() {
        deciding.distrust();
    }

    @Override
    public void close() {
        for (Optional<AutoCloseable> next = next(); next.isPresent(); next = next()) {
            try {
                next.get().close();
            } catch (Exception e) {
                LOG.warn("closing failed: {}", e.toString());
            }
        }
    }

    private Optional<AutoCloseable> next() {
        return Optional.ofNullable(opened.poll());
    }
}
