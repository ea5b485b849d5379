package org.mesoselk.scheduler.api.elasticsearch;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mesoselk.commons.elastic.NodeReport;
import org.mesoselk.scheduler.api.ApiContext;
import org.mesoselk.scheduler.api.Names;
import org.mesoselk.scheduler.core.model.ElasticsearchSettings;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.NodeSetSpec;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.runtime.Published;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What clients of the original framework read, in its shapes. */
@RestController
class OldController {
    private final ApiContext scheduler;

    OldController(ApiContext scheduler) {
        this.scheduler = scheduler;
    }

    record ClusterAnswer(String name, Map<String, Object> configuration) {}

    record TaskAnswer(
            String id,
            String state,
            String name,
            String version,
            @JsonProperty("started_at") String startedAt,
            @JsonProperty("http_address") String httpAddress,
            @JsonProperty("transport_address") String transportAddress,
            String hostname) {}

    /** The keys are those of the original: its getters' names without "get". */
    @GetMapping("/v1/cluster")
    ClusterAnswer cluster() {
        ElasticsearchSpec spec = ElasticsearchSpec.of(scheduler.board().read().records());
        NodeSetSpec nodes = spec.nodeSet();
        ElasticsearchSettings settings = (ElasticsearchSettings) scheduler.settings();
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("FrameworkName", settings.frameworkName());
        configuration.put("ElasticsearchClusterName", spec.clusterName());
        configuration.put("ElasticsearchNodes", nodes.count());
        configuration.put("Cpus", nodes.node().cpus());
        configuration.put("Mem", nodes.node().memoryMb());
        configuration.put("Disk", nodes.node().diskMb());
        configuration.put("DataDir", settings.dataRoot().orElse(""));
        configuration.put("FrameworkUseDocker", false);
        return new ClusterAnswer(spec.clusterName(), configuration);
    }

    @GetMapping("/v1/tasks")
    List<TaskAnswer> tasks() {
        Published published = scheduler.board().read();
        return published.records().members().values().stream()
                .flatMap(member -> member.task().stream().map(task -> task(published, member, task)))
                .toList();
    }

    private static TaskAnswer task(Published published, Member member, TaskRef task) {
        NodeReport report = published.memory().reports().get(task.id());
        return new TaskAnswer(
                task.id(),
                mesosState(member.state()),
                member.name(),
                report == null ? "" : report.version().orElse(""),
                task.launchedAt().toString(),
                task.httpAddress(),
                task.transportAddress(),
                task.agent().hostname());
    }

    private static String mesosState(MemberState state) {
        if (state instanceof MemberState.Launching) {
            return "TASK_STAGING";
        } else if (state instanceof MemberState.Stopping) {
            return "TASK_KILLING";
        }
        return "TASK_" + Names.of(state);
    }
}
