package org.mesoselk.localmesos.agent;

import java.util.ArrayList;
import java.util.List;
import org.apache.mesos.v1.Protos.ContainerID;
import org.apache.mesos.v1.Protos.ContainerStatus;
import org.apache.mesos.v1.Protos.ResourceStatistics;
import org.apache.mesos.v1.agent.Protos.Response.GetContainers.Container;
import org.mesoselk.localmesos.agent.process.ProcessId;
import org.mesoselk.localmesos.agent.process.ProcessUsage;
import org.mesoselk.localmesos.http.ProtoJson;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The running containers and what they use. */
final class Containers {

    private static final double BYTES_PER_MB = 1024 * 1024;

    /** What the loop knows of a container; measuring it takes longer than the loop should. */
    record Seen(Container container, ProcessId process) {}

    private Containers() {}

    /** On the loop. */
    static List<Seen> see(AgentState state) {
        List<Seen> seen = new ArrayList<>();
        for (AgentFramework framework : state.frameworks.values()) {
            for (AgentExecutor executor : framework.executors.values()) {
                if (executor.state != AgentExecutor.State.TERMINATED) {
                    executor.process.ifPresent(
                            process -> seen.add(new Seen(container(framework, executor, process), process)));
                }
            }
        }
        return List.copyOf(seen);
    }

    private static Container container(AgentFramework framework, AgentExecutor executor, ProcessId process) {
        ContainerID id =
                ContainerID.newBuilder().setValue(executor.run.container()).build();
        long memory = (long) (ResourceSums.scalar(executor.resources(), "mem") * BYTES_PER_MB);
        return Container.newBuilder()
                .setFrameworkId(framework.id())
                .setExecutorId(executor.info.getExecutorId())
                .setExecutorName(executor.info.getName())
                .setContainerId(id)
                .setContainerStatus(
                        ContainerStatus.newBuilder().setContainerId(id).setExecutorPid(Math.toIntExact(process.pid())))
                .setResourceStatistics(ResourceStatistics.newBuilder()
                        .setTimestamp(0)
                        .setCpusSoftLimit(ResourceSums.scalar(executor.resources(), "cpus"))
                        .setMemLimitBytes(memory)
                        .setMemSoftLimitBytes(memory))
                .build();
    }

    /**
     * Off the loop.
     *
     * @param timestamp seconds since the epoch
     */
    static List<Container> measure(List<Seen> seen, double timestamp) {
        List<Container> containers = new ArrayList<>();
        for (Seen one : seen) {
            ProcessUsage usage = ProcessUsage.of(one.process());
            Container.Builder container = one.container().toBuilder();
            container
                    .getResourceStatisticsBuilder()
                    .setTimestamp(timestamp)
                    .setCpusUserTimeSecs(usage.userSeconds())
                    .setCpusSystemTimeSecs(usage.systemSeconds())
                    .setMemRssBytes(usage.rssBytes());
            containers.add(container.build());
        }
        return containers;
    }

    /** @param statisticsOnly the form of {@code /monitor/statistics} */
    static ArrayNode json(List<Container> containers, boolean statisticsOnly) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Container container : containers) {
            ObjectNode json = array.addObject();
            if (!statisticsOnly) {
                json.put("container_id", container.getContainerId().getValue());
            }
            json.put("executor_id", container.getExecutorId().getValue());
            json.put("executor_name", container.getExecutorName());
            json.put("framework_id", container.getFrameworkId().getValue());
            json.set("statistics", ProtoJson.tree(container.getResourceStatistics()));
            if (!statisticsOnly) {
                json.set("status", ProtoJson.tree(container.getContainerStatus()));
            }
        }
        return array;
    }
}
