package org.mesoselk.executor.kibana;

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
import org.mesoselk.executor.kibana.lifecycle.Signal;
import org.mesoselk.executor.kibana.preflight.LinuxHost;
import org.mesoselk.executor.kibana.preflight.Preflight;

/** The Kibana executor: started by a Mesos agent, runs one instance, ends with it. */
public final class Main {

    private static final Duration ACKNOWLEDGEMENT = Duration.ofSeconds(10);
    private static final Pace PACE = new Pace(Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ofSeconds(5));

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
        InstantSource clock = InstantSource.system();
        Preflight preflight = new Preflight(new LinuxHost(Users.ofThisHost(), setpriv), sandbox);
        PrepareKibana prepare = new PrepareKibana(sandbox, environment, preflight, setpriv, clock);
        BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
        MesosSide mesos = new MesosSide(shutdown.grace(), signals::add);
        CountDownLatch done = new CountDownLatch(1);
        try (ProcessStarter starter = new ProcessStarter();
                KibanaSide kibana = new KibanaSide(new RealTools(prepare, starter), PACE, clock, signals::add);
                ExecutorClient client = new MesosExecutorClient(agent, mesos)) {
            Signal sigterm = new Signal.Shutdown("this executor was told to terminate", shutdown.grace());
            shutdown.onSigterm(() -> signals.add(sigterm), ACKNOWLEDGEMENT, done);
            client.start();
            return new ExecutorLoop(signals, client, mesos, kibana, ACKNOWLEDGEMENT).run();
        } finally {
            done.countDown();
        }
    }
}
