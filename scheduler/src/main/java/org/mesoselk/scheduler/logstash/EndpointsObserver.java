package org.mesoselk.scheduler.logstash;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.mesoselk.scheduler.core.model.EndpointsView;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.runtime.Looking;

/** Tells where Elasticsearch is, at the start and whenever that changes. */
public final class EndpointsObserver implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final FindEndpoints endpoints;
    private final Consumer<Input> inputs;
    private final Looking looking;
    private Optional<Object> told = Optional.empty();

    public EndpointsObserver(FindEndpoints endpoints, Consumer<Input> inputs) {
        this.endpoints = endpoints;
        this.inputs = inputs;
        this.looking = new Looking("endpoints-observer", this::look, () -> EVERY, Duration.ZERO);
    }

    public void start() {
        looking.start();
    }

    private void look() {
        EndpointsView view = endpoints.find();
        Optional<Object> seen = Optional.of(
                view instanceof EndpointsView.Known known ? known.urls() : ((EndpointsView.Unknown) view).cause());
        if (!seen.equals(told)) {
            told = seen;
            inputs.accept(new Input.EndpointsSeen(view));
        }
    }

    @Override
    public void close() {
        looking.close();
    }
}
