package org.mesoselk.executor.logstash;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.mesoselk.commons.mesos.ExecutorClient;
import org.mesoselk.commons.mesos.ExecutorEnvironment;
import org.mesoselk.commons.mesos.ExecutorShutdown;
import org.mesoselk.commons.mesos.MesosExecutorClient;
import org.mesoselk.executor.logstash.forwarder.discover.AgentClient;
import org.mesoselk.executor.logstash.lifecycle.Signal;

/** The Logstash executor: started by a Mesos agent, collects what the tasks there write, ends with its task. */
public final class Main {

    private static final Duration ACKNOWLEDGEMENT = Duration.ofSeconds(10);

    /** An executor before this one that was told to end, and the agent that waits for it. */
    private static final Duration PREDECESSOR = Duration.ofSeconds(15);

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        try {
            System.exit(run(System.getenv()));
        } catch (IllegalArgumentException | IOException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static int run(Map<String, String> environment) throws IOException, InterruptedException {
        ExecutorEnvironment agent = ExecutorEnvironment.parse(environment);
        ExecutorShutdown shutdown = ExecutorShutdown.of(environment);
        OwnSandbox sandbox = OwnSandbox.of(environment);
        BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
        MesosSide mesos = new MesosSide(shutdown.grace(), signals::add);
        AgentClient state = new AgentClient(agent.agent(), agent.tls());
        PrepareEngine prepare = new PrepareEngine(
                new PrepareForwarder(sandbox.onHost(), state, mesos::agent, PREDECESSOR),
                new PrepareLogstash(sandbox, environment, state, mesos::agent, PREDECESSOR));
        CountDownLatch done = new CountDownLatch(1);
        try (ExecutorClient client = new MesosExecutorClient(agent, mesos)) {
            Signal sigterm = new Signal.Shutdown("this executor was told to terminate", shutdown.grace());
            shutdown.onSigterm(() -> signals.add(sigterm), ACKNOWLEDGEMENT, done);
            client.start();
            EngineSide engine = new EngineSide(prepare, InstantSource.system(), signals::add);
            return new ExecutorLoop(signals, client, mesos, engine, ACKNOWLEDGEMENT).run();
        } finally {
            done.countDown();
        }
    }
}
