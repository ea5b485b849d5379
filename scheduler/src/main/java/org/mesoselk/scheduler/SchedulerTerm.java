package org.mesoselk.scheduler;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.mesoselk.commons.mesos.MesosSchedulerClient;
import org.mesoselk.commons.mesos.SchedulerClient;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.mesos.LeadersDetector;
import org.mesoselk.scheduler.mesos.MesosSide;
import org.mesoselk.scheduler.runtime.Board;
import org.mesoselk.scheduler.runtime.CallRouter;
import org.mesoselk.scheduler.runtime.Deciding;
import org.mesoselk.scheduler.runtime.Exit;
import org.mesoselk.scheduler.runtime.Inbox;
import org.mesoselk.scheduler.runtime.Loop;
import org.mesoselk.scheduler.runtime.Published;
import org.mesoselk.scheduler.runtime.Terms;
import org.mesoselk.scheduler.state.RecordStore;
import org.mesoselk.scheduler.state.StoreRefusedException;
import org.mesoselk.scheduler.state.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that acts while this process leads, put together; taken apart again in the opposite order. */
final class SchedulerTerm implements Terms.Term {
    private static final Logger LOG = LoggerFactory.getLogger("mesos-elk");

    private final SchedulerProcess process;
    private final Board board;
    private final Inbox inbox;
    private final RecordStore store;
    private final Clock clock = Clock.systemUTC();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Deciding deciding;
    private final Loop loop;

    static SchedulerTerm open(SchedulerProcess process, Instant electedAt, Inbox inbox)
            throws StoreUnavailableException {
        RecordStore store = process.store();
        Records records = store.takeOver(process.options().firstSpec());
        tell(process.framework(), store, records);
        process.leadership().begins(store.epoch(), electedAt, Published.of(records, store.history(), electedAt), inbox);
        return new SchedulerTerm(process, inbox, store, records);
    }

    private SchedulerTerm(SchedulerProcess process, Inbox inbox, RecordStore store, Records records) {
        this.process = process;
        this.board = process.board();
        this.inbox = inbox;
        this.store = store;
        Framework framework = process.framework();
        Framework.Surroundings surroundings = framework.surroundings(process, inbox);
        MesosSide mesos = new MesosSide(
                framework.plan(process.url()),
                framework.claim(),
                process.agents(),
                clock,
                input -> {
                    inbox.put(input);
                    surroundings.heard(input);
                },
                sentence -> inbox.end(new Exit(1, sentence)),
                this::distrust,
                process.tally());
        SchedulerClient client = client(mesos);
        opened.push(surroundings);
        deciding = new Deciding(
                framework.core(),
                process.options().settings(),
                store,
                records,
                new CallRouter((call, failed) -> mesos.send(client, call, failed), surroundings::call, inbox),
                inbox,
                board,
                clock);
        loop = new Loop(deciding, inbox);
        loop.start();
        client.start();
        surroundings.start();
    }

    private SchedulerClient client(MesosSide mesos) {
        MesosSchedulerClient.Builder builder = MesosSchedulerClient.builder(
                        new LeadersDetector(process.masters(), this::objection),
                        () -> process.framework()
                                .description(process.url())
                                .info(board.read().records().frameworkId()),
                        mesos)
                .authorization(process.options().mesos().access().master().authorization());
        process.options().mesos().access().master().context().ifPresent(builder::tls);
        SchedulerClient client = builder.build();
        opened.push(client);
        return client;
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

    private static void tell(Framework framework, RecordStore store, Records records) {
        boolean first = records.frameworkId().isEmpty() && records.members().isEmpty();
        Optional<String> named = framework.options().mesos().newFrameworkId();
        if (named.isPresent() && !named.equals(records.frameworkId())) {
            LOG.info(
                    "--new-framework-id={} has no effect: the recorded framework is {}",
                    named.get(),
                    records.frameworkId().orElse("none"));
        }
        LOG.info(
                "state at {}: {}",
                store.base(),
                first ? "first start" : "framework " + records.frameworkId().orElse("not yet subscribed"));
        framework.tell(records, first).forEach(sentence -> LOG.info("{}", sentence));
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
        while (!opened.isEmpty()) {
            Closing.quietly(opened.pop());
        }
    }
}
