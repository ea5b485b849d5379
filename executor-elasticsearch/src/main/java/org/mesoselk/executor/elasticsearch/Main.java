package org.mesoselk.executor.elasticsearch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.mesoselk.commons.mesos.ExecutorClient;
import org.mesoselk.commons.mesos.ExecutorEnvironment;
import org.mesoselk.commons.mesos.ExecutorShutdown;
import org.mesoselk.commons.mesos.MesosExecutorClient;
import org.mesoselk.commons.process.ProcessStarter;
import org.mesoselk.commons.process.Setpriv;
import org.mesoselk.commons.process.Users;
import org.mesoselk.executor.elasticsearch.lifecycle.Signal;
import org.mesoselk.executor.elasticsearch.preflight.LinuxHost;
import org.mesoselk.executor.elasticsearch.preflight.Preflight;

/** The Elasticsearch executor: started by a Mesos agent, runs one node, ends with it. */
public final class Main {

    private static final Duration ACKNOWLEDGEMENT = Duration.ofSeconds(10);
    private static final NodeSide.Pace PACE = new NodeSide.Pace(Duration.ofMillis(250), Duration.ofSeconds(5));

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
        Path sandbox = Path.of(
                        environment.getOrDefault("MESOS_SANDBOX", environment.getOrDefault("MESOS_DIRECTORY", ".")))
                .toRealPath();
        ExecutorShutdown shutdown = ExecutorShutdown.of(environment);
        Optional<Setpriv> setpriv = Setpriv.find(environment.getOrDefault("PATH", ""));
        Preflight preflight = new Preflight(
                new LinuxHost(Users.ofThisHost(), setpriv), sandbox, Path.of(System.getProperty("java.home")));
        PrepareNode prepare = new PrepareNode(sandbox, environment, preflight, setpriv);
        BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
        MesosSide mesos = new MesosSide(shutdown.grace(), signals::add);
        CountDownLatch done = new CountDownLatch(1);
        try (ProcessStarter starter = new ProcessStarter();
                NodeSide node =
                        new NodeSide(new RealTools(prepare, starter), PACE, InstantSource.system(), signals::add);
                ExecutorClient client = new MesosExecutorClient(agent, mesos)) {
            Signal sigterm = new Signal.Shutdown("this executor was told to terminate", shutdown.grace());
            shutdown.onSigterm(() -> signals.add(sigterm), ACKNOWLEDGEMENT, done);
            client.start();
            return new ExecutorLoop(signals, client, mesos, node, ACKNOWLEDGEMENT).run();
        } finally {
            done.countDown();
        }
    }
}
