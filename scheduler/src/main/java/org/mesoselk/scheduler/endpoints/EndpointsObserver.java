package org.mesoselk.scheduler.endpoints;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.mesoselk.scheduler.core.model.EndpointsView;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.runtime.Looking;

/** Tells where Elasticsearch is, at the start and whenever that changes. */
public final class EndpointsObserver implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final FindEndpoints endpoints;
    private final Function<EndpointsView, Input> told;
    private final Consumer<Input> inputs;
    private final Looking looking;
    private Optional<Object> last = Optional.empty();

    /** @param told what is put into the inbox of what was seen */
    public EndpointsObserver(FindEndpoints endpoints, Function<EndpointsView, Input> told, Consumer<Input> inputs) {
        this.endpoints = endpoints;
        this.told = told;
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
        if (!seen.equals(last)) {
            last = seen;
            inputs.accept(told.apply(view));
        }
    }

    @Override
    public void close() {
        looking.close();
    }
}
