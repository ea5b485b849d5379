package org.mesoselk.scheduler.elasticsearch;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.mesoselk.scheduler.runtime.Looking;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at Elasticsearch again and again, on a thread of its own, through one member after the other when one fails. */
public final class Observer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Observer.class);

    private final Supplier<List<String>> hosts;
    private final InstantSource clock;
    private final ElasticsearchHttp http = new ElasticsearchHttp();
    private final NodeFacts facts = new NodeFacts();
    private final Looking looking;
    private int turn;

    /**
     * @param hosts host:port of members that may answer
     * @param interval how long to wait between looks, or four times as long as the last one took if that is longer
     */
    public Observer(
            Supplier<List<String>> hosts,
            Supplier<Duration> interval,
            Consumer<ElasticsearchView> seen,
            InstantSource clock) {
        this.hosts = hosts;
        this.clock = clock;
        this.looking = new Looking("elasticsearch-observer", () -> seen.accept(look()), interval, Duration.ZERO);
    }

    public void start() {
        looking.start();
    }

    /** Something was just changed: look again now. */
    public void kick() {
        looking.kick();
    }

    private ElasticsearchView look() {
        List<String> present = hosts.get();
        if (present.isEmpty()) {
            return new ElasticsearchView.Unknown(clock.instant(), "no member runs that could be asked");
        }
        String host = present.get(Math.floorMod(turn, present.size()));
        ElasticsearchView view = Look.at(http, host, facts, clock.instant());
        if (view instanceof ElasticsearchView.Unknown unknown) {
            LOG.debug("{}", unknown.cause());
            turn++;
        }
        return view;
    }

    @Override
    public void close() {
        looking.close();
        http.close();
    }
}
