package org.mesoselk.benchmarks.offers;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.mesoselk.scheduler.core.elasticsearch.ElasticsearchCore;
import org.mesoselk.scheduler.core.model.Decision;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.scheduler.core.model.Resources;
import org.mesoselk.scheduler.core.model.View;
import org.mesoselk.scheduler.mesos.AgentDirectory;
import org.mesoselk.scheduler.mesos.Claim;
import org.mesoselk.scheduler.mesos.LaunchPlan;
import org.mesoselk.scheduler.mesos.MesosSide;
import org.mesoselk.scheduler.mesos.MesosTally;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One tick in which an OFFERS event with an offer of every agent arrives, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OfferTick {

    private static final long SEED = 20260101;

    @Param({"10"})
    public int agents;

    @Param({"NEW"})
    public Wanted wanted;

    private final ElasticsearchCore core = new ElasticsearchCore();
    private final List<Input> inputs = new ArrayList<>();
    private byte[] bytes;
    private Event event;
    private View view;
    private MesosSide mesos;

    @Setup
    public void prepare() {
        event = OfferMessages.offers(agents, SEED);
        bytes = event.toByteArray();
        mesos = new MesosSide(
                plan(),
                new Claim("elasticsearch", "*", Optional.empty()),
                new AgentDirectory(),
                InstantSource.system(),
                inputs::add,
                sentence -> {
                    throw new IllegalStateException(sentence);
                },
                () -> {},
                new MesosTally());
        mesos.event(event);
        view = Views.next(core, wanted, List.copyOf(inputs));
        inputs.clear();
    }

    private static LaunchPlan plan() {
        return new LaunchPlan(
                Product.ELASTICSEARCH,
                "elasticsearch",
                "http://127.0.0.1/executor.jar",
                "executor.jar",
                Optional.empty(),
                Optional.empty(),
                new Resources(0.1, 96, 10),
                Duration.ofSeconds(30));
    }

    /** The peer: what no scheduler can do without. */
    @Benchmark
    public Event parse() throws InvalidProtocolBufferException {
        return Event.parseFrom(bytes);
    }

    /** From Mesos' message to the core's input. */
    @Benchmark
    public Input translate() {
        inputs.clear();
        mesos.event(event);
        return inputs.get(0);
    }

    /** From the core's input to records, calls, waits and verdicts. */
    @Benchmark
    public Decision decide() {
        return core.decide(view);
    }
}
