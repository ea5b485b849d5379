package org.mesoselk.localmesos.master;

import java.time.Duration;
import java.util.List;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;
import org.apache.mesos.v1.Protos.MasterInfo;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.Value;

/** A master with a clock that the test moves, and the things that tests launch on it. */
final class Lab {

    static final String MASTER_ID = "2ecb133c-c136-411c-a674-a382423d8bef";

    final TestClock clock = new TestClock();
    final MasterCore core;

    Lab() {
        this(Timings.defaults());
    }

    Lab(Timings timings) {
        core = new MasterCore(
                MasterInfo.newBuilder()
                        .setId(MASTER_ID)
                        .setIp(16777343)
                        .setPort(5050)
                        .setHostname("127.0.0.1")
                        .build(),
                timings,
                clock);
    }

    /** Lets time go by as the master's thread does. */
    void pass(Duration time) {
        Duration step = Duration.ofMillis(200);
        for (Duration left = time; !left.isNegative() && !left.isZero(); left = left.minus(step)) {
            clock.advance(step);
            core.tick();
        }
    }

    void passSeconds(long seconds) {
        pass(Duration.ofSeconds(seconds));
    }

    FakeAgent agent() {
        return FakeAgent.register(core, agentInfo().build());
    }

    static AgentInfo.Builder agentInfo() {
        return AgentInfo.newBuilder()
                .setHostname("127.0.0.1")
                .setPort(5051)
                .addResources(scalar("cpus", 4))
                .addResources(scalar("mem", 8192))
                .addResources(scalar("disk", 20000))
                .addResources(Resource.newBuilder()
                        .setName("ports")
                        .setType(Value.Type.RANGES)
                        .setRanges(Value.Ranges.newBuilder()
                                .addRange(
                                        Value.Range.newBuilder().setBegin(31000).setEnd(31999))));
    }

    /** As the recordings' frameworks: PARTITION_AWARE, MULTI_ROLE, RESERVATION_REFINEMENT, checkpointing. */
    static FrameworkInfo.Builder framework(String name) {
        return FrameworkInfo.newBuilder()
                .setUser("root")
                .setName(name)
                .setFailoverTimeout(600)
                .setCheckpoint(true)
                .addCapabilities(capability(Capability.Type.PARTITION_AWARE))
                .addCapabilities(capability(Capability.Type.MULTI_ROLE))
                .addCapabilities(capability(Capability.Type.RESERVATION_REFINEMENT))
                .addRoles("*");
    }

    /** A framework without any capability. */
    static FrameworkInfo.Builder plain(String name) {
        return FrameworkInfo.newBuilder().setUser("root").setName(name);
    }

    static Capability capability(Capability.Type type) {
        return Capability.newBuilder().setType(type).build();
    }

    FakeScheduler subscribe(FrameworkInfo.Builder info, String... suppressed) {
        FakeScheduler scheduler = FakeScheduler.subscribe(core, info.build(), suppressed);
        return scheduler
                        .of(org.apache.mesos.v1.scheduler.Protos.Event.Type.SUBSCRIBED)
                        .isEmpty()
                ? scheduler
                : scheduler.as(scheduler.frameworkId());
    }

    static TaskInfo.Builder task(String id, Offer offer) {
        return task(id, offer.getAgentId().getValue(), 0.5, 64);
    }

    static TaskInfo.Builder task(String id, String agent, double cpus, double mem) {
        return TaskInfo.newBuilder()
                .setName(id)
                .setTaskId(TaskID.newBuilder().setValue(id))
                .setAgentId(AgentID.newBuilder().setValue(agent))
                .addResources(scalar("cpus", cpus))
                .addResources(scalar("mem", mem))
                .setCommand(CommandInfo.newBuilder().setValue("sleep 60").setShell(true));
    }

    static Resource scalar(String name, double value) {
        return Resource.newBuilder()
                .setName(name)
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value))
                .build();
    }

    static double amount(List<Resource> resources, String name) {
        return resources.stream()
                .filter(resource -> resource.getName().equals(name))
                .mapToDouble(resource -> resource.getScalar().getValue())
                .sum();
    }
}
