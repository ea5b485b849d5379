package org.mesoselk.scheduler;

import java.time.Clock;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.elasticsearch.Driver;
import org.mesoselk.scheduler.elasticsearch.Observer;
import org.mesoselk.scheduler.runtime.Board;
import org.mesoselk.scheduler.runtime.Inbox;
import org.mesoselk.scheduler.runtime.Readiness;
import org.mesoselk.scheduler.runtime.WhenRecordsChange;

/** Looks at the Elasticsearch cluster and changes it. */
final class ElasticsearchSurroundings implements Framework.Surroundings {
    private final Observer observer;
    private final Driver driver;
    private final AutoCloseable watch;

    ElasticsearchSurroundings(Board board, Inbox inbox) {
        Clock clock = Clock.systemUTC();
        observer = new Observer(
                () -> Readiness.hosts(board.read().records()),
                () -> Readiness.interval(board.read()),
                view -> inbox.put(new Input.Observed(view)),
                clock);
        driver = new Driver(
                () -> Readiness.hosts(board.read().records()),
                (call, sentence) -> inbox.put(new Input.CallFailed(call, sentence)),
                observer::kick,
                clock);
        // What the next step waits for is mostly what a new look shows: a member that has stopped, one that has joined.
        watch = board.onPublish(new WhenRecordsChange(observer::kick));
    }

    @Override
    public void start() {
        observer.start();
    }

    @Override
    public void heard(Input input) {
        // Everything that matters to the observer shows in the records.
    }

    @Override
    public void call(Call.ToElasticsearch call) {
        driver.call(call);
    }

    @Override
    public void close() {
        driver.close();
        Closing.quietly(watch);
        observer.close();
    }
}
