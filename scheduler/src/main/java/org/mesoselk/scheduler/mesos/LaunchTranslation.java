package org.mesoselk.scheduler.mesos;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.DiscoveryInfo;
import org.apache.mesos.v1.Protos.DurationInfo;
import org.apache.mesos.v1.Protos.Environment;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.KillPolicy;
import org.apache.mesos.v1.Protos.Label;
import org.apache.mesos.v1.Protos.Labels;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Port;
import org.apache.mesos.v1.Protos.Ports;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.mesos.AgentTls;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Resources;

/** A launch of the core as a task with an executor of its own, cut out of the offer. */
final class LaunchTranslation {
    private final LaunchPlan plan;
    private final Claim claim;

    LaunchTranslation(LaunchPlan plan, Claim claim) {
        this.claim = claim;
        this.plan = plan;
    }

    /** Empty when the offer does not hold what the launch takes. */
    Optional<TaskInfo> task(Call.Launch launch, Offer offer, String frameworkId) {
        OfferedResources left = OfferedResources.of(offer, claim);
        Optional<List<Resource>> node = take(left, launch.resources());
        Optional<List<Resource>> executor = take(left, plan.executor());
        Optional<List<Resource>> ports = ports(left, launch.ports());
        if (node.isEmpty() || executor.isEmpty() || ports.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(TaskInfo.newBuilder()
                .setName(launch.memberName())
                .setTaskId(TaskID.newBuilder().setValue(launch.task().id()))
                .setAgentId(offer.getAgentId())
                .addAllResources(node.get())
                .addAllResources(ports.get())
                .setExecutor(executor(launch, frameworkId, offer.getHostname()).addAllResources(executor.get()))
                .setData(ByteString.copyFrom(Json.bytes(launch.payload().task())))
                .setKillPolicy(KillPolicy.newBuilder().setGracePeriod(duration(plan.killGrace())))
                .setLabels(labels(launch))
                .setDiscovery(discovery(launch))
                .build());
    }

    private ExecutorInfo.Builder executor(Call.Launch launch, String frameworkId, String agentHostname) {
        ExecutorInfo.Builder executor = ExecutorInfo.newBuilder()
                .setType(ExecutorInfo.Type.CUSTOM)
                .setExecutorId(ExecutorID.newBuilder().setValue(launch.task().id()))
                .setFrameworkId(FrameworkID.newBuilder().setValue(frameworkId))
                .setName(plan.product().title() + " executor of " + launch.memberName())
                .setSource(plan.frameworkName())
                .setShutdownGracePeriod(duration(plan.executorGrace()))
                .setLabels(labels(launch))
                .setCommand(command(agentHostname));
        plan.container().ifPresent(container -> executor.setContainer(container.info()));
        return executor;
    }

    private CommandInfo command(String agentHostname) {
        CommandInfo.Builder command = CommandInfo.newBuilder()
                .setShell(true)
                .setValue(plan.command())
                .addUris(uri(plan.executorUri(), false));
        plan.archiveUri().ifPresent(uri -> command.addUris(uri(uri, true)));
        Environment.Builder environment = Environment.newBuilder();
        plan.javaHome().ifPresent(home -> environment.addVariables(variable("JAVA_HOME", home)));
        plan.variables().forEach((name, value) -> environment.addVariables(variable(name, value)));
        environment.addVariables(variable(AgentTls.HOSTNAME, agentHostname));
        return command.setEnvironment(environment).build();
    }

    private static Environment.Variable variable(String name, String value) {
        return Environment.Variable.newBuilder()
                .setName(name)
                .setType(Environment.Variable.Type.VALUE)
                .setValue(value)
                .build();
    }

    /** Not extracted: the fetcher leaves no archive behind then, and the executor could not know the folder's name. */
    private static CommandInfo.URI uri(String value, boolean cache) {
        return CommandInfo.URI
                .newBuilder()
                .setValue(value)
                .setExtract(false)
                .setCache(cache)
                .setExecutable(false)
                .build();
    }

    private DiscoveryInfo discovery(Call.Launch launch) {
        return DiscoveryInfo.newBuilder()
                .setVisibility(DiscoveryInfo.Visibility.FRAMEWORK)
                .setName(launch.memberName())
                .setPorts(Ports.newBuilder()
                        .addAllPorts(launch.ports().stream()
                                .map(LaunchTranslation::port)
                                .toList()))
                .setLabels(labels(launch))
                .build();
    }

    private static Port port(Call.Port port) {
        return Port.newBuilder()
                .setName(port.name())
                .setNumber(port.number())
                .setProtocol(port.protocol())
                .build();
    }

    /** Mesos counts numbers; one may be listened on over tcp and udp. */
    private static Optional<List<Resource>> ports(OfferedResources left, List<Call.Port> wanted) {
        List<Resource> all = new ArrayList<>();
        for (int number : new TreeSet<>(wanted.stream().map(Call.Port::number).toList())) {
            Optional<Resource> taken = left.takePort(number);
            if (taken.isEmpty()) {
                return Optional.empty();
            }
            all.add(taken.get());
        }
        return Optional.of(all);
    }

    private Labels labels(Call.Launch launch) {
        Map<String, String> all = new TreeMap<>(launch.payload().labels());
        all.put("framework", plan.frameworkName());
        all.put("member", launch.memberName());
        Labels.Builder labels = Labels.newBuilder();
        all.forEach(
                (key, value) -> labels.addLabels(Label.newBuilder().setKey(key).setValue(value)));
        return labels.build();
    }

    private static Optional<List<Resource>> take(OfferedResources left, Resources wanted) {
        List<Resource> all = new ArrayList<>();
        for (Map.Entry<String, Double> one : Map.of(
                        "cpus", wanted.cpus(), "mem", (double) wanted.memoryMb(), "disk", (double) wanted.diskMb())
                .entrySet()) {
            Optional<List<Resource>> taken = left.takeScalar(one.getKey(), one.getValue());
            if (taken.isEmpty()) {
                return Optional.empty();
            }
            all.addAll(taken.get());
        }
        return Optional.of(all);
    }

    static DurationInfo duration(Duration duration) {
        return DurationInfo.newBuilder().setNanoseconds(duration.toNanos()).build();
    }
}
