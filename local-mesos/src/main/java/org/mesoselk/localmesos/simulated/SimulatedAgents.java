package org.mesoselk.localmesos.simulated;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.Attribute;
import org.apache.mesos.v1.Protos.Resource;
import org.mesoselk.localmesos.agent.ResourceText;
import org.mesoselk.localmesos.link.ToMaster;
import org.mesoselk.localmesos.master.InProcessAgent;
import org.mesoselk.localmesos.master.Master;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Thousands of agents on one thread, without a process or a connection. */
public final class SimulatedAgents implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedAgents.class);

    /** As a real agent's first wait for an acknowledgement. */
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread made = new Thread(task, "simulated-agents");
        made.setDaemon(true);
        return made;
    });
    private final List<SimulatedAgent> agents = new ArrayList<>();

    private SimulatedAgents() {
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** They register as soon as {@code master} leads. */
    public static SimulatedAgents start(Master master, SimulatedOptions options, InstantSource clock) {
        SimulatedAgents all = new SimulatedAgents();
        List<List<Resource>> resources =
                options.resources().stream().map(ResourceText::resources).toList();
        List<List<Attribute>> attributes =
                options.attributes().stream().map(ResourceText::attributes).toList();
        SimulatedAgent.World world = all.world(master, clock);
        List<InProcessAgent> registrations = new ArrayList<>();
        for (int i = 0; i < options.agents(); i++) {
            SimulatedAgent agent = new SimulatedAgent(host(i + 1), options.taskDelay(), world);
            all.agents.add(agent);
            AgentInfo info = AgentInfo.newBuilder()
                    .setHostname(agent.host())
                    .setPort(0)
                    .addAllResources(resources.get(i % resources.size()))
                    .addAllAttributes(attributes.get(i % attributes.size()))
                    .build();
            registrations.add(new InProcessAgent(
                    new ToMaster.Register(info, 0, List.of(), List.of(), List.of()),
                    order -> all.later(() -> agent.receive(order), Duration.ZERO)));
        }
        master.register(registrations);
        all.every(RETRY, () -> {
            Instant before = clock.instant().minus(RETRY);
            all.agents.forEach(agent -> agent.resend(before));
        });
        LOG.info("{} simulated agents", options.agents());
        return all;
    }

    /** An address of this machine for each, so that they are told apart and none is asked of a name server. */
    private static String host(int number) {
        return "127." + (1 + (number >> 16)) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    private SimulatedAgent.World world(Master master, InstantSource clock) {
        return new SimulatedAgent.World() {
            @Override
            public void say(String agentId, ToMaster message) {
                master.say(agentId, message);
            }

            @Override
            public void later(Duration delay, Runnable work) {
                SimulatedAgents.this.later(work, delay);
            }

            @Override
            public Instant now() {
                return clock.instant();
            }
        };
    }

    private void later(Runnable work, Duration delay) {
        try {
            var unused = thread.schedule(guarded(work), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed, nothing more is simulated");
        }
    }

    private void every(Duration pause, Runnable work) {
        var unused =
                thread.scheduleWithFixedDelay(guarded(work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.error("a simulated agent failed at something, and goes on", e);
            }
        };
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
