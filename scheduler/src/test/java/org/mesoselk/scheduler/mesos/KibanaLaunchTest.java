package org.mesoselk.scheduler.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mesoselk.scheduler.mesos.Parts.offer;
import static org.mesoselk.scheduler.mesos.Parts.ports;
import static org.mesoselk.scheduler.mesos.Parts.scalar;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.Label;
import org.apache.mesos.v1.Protos.Labels;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.kibana.EncryptionKeys;
import org.mesoselk.commons.kibana.KibanaTask;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.Payload;
import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.scheduler.core.model.Resources;
import org.mesoselk.scheduler.core.model.TaskRef;

/** What Mesos, reverse proxies and the executor are told of an instance. */
class KibanaLaunchTest {
    private static final KibanaTask TASK = new KibanaTask(
            "kibana-default-0",
            "10.0.0.1",
            31000,
            List.of("http://es1:9200"),
            KibanaTask.Access.OPEN,
            new KibanaTask.Distribution(
                    Optional.of("/opt/kibana"), Optional.empty(), Optional.empty(), Optional.empty()),
            768,
            KibanaTask.Proxy.NONE,
            Optional.of(new EncryptionKeys("ab".repeat(32))),
            Map.of("logging.root.level", "warn"),
            "0123456789abcdef");

    private static TaskInfo launched() {
        LaunchPlan plan = new LaunchPlan(
                Product.KIBANA,
                "kibana",
                "http://api/artifacts/executor.jar",
                "executor.jar",
                Optional.empty(),
                Optional.empty(),
                new Resources(0.1, 96, 0),
                Duration.ofSeconds(60));
        AgentRef agent = new AgentRef("S1", "host1", "10.0.0.1");
        Call.Launch launch = new Call.Launch(
                new Offer("O1", agent, Map.of(), 4, 4096, 4096, List.of()),
                "kibana-default-0",
                new TaskRef("kibana-default-0.1", agent, 31000, 0, Instant.EPOCH),
                new Resources(0.5, 1024, 256),
                List.of(new Call.Port("http", "tcp", 31000)),
                new Payload.Kibana(TASK, Map.of("HAPROXY_GROUP", "external", "group", "default")));
        return new LaunchTranslation(plan, Parts.CLAIM)
                .task(
                        launch,
                        offer(scalar("cpus", 4), scalar("mem", 4096), scalar("disk", 4096), ports(31000, 31009)),
                        "F1")
                .orElseThrow();
    }

    @Test
    void labelsAreOnTheTaskAndInItsDiscovery() {
        Labels labels = Labels.newBuilder()
                .addLabels(label("HAPROXY_GROUP", "external"))
                .addLabels(label("framework", "kibana"))
                .addLabels(label("group", "default"))
                .addLabels(label("member", "kibana-default-0"))
                .build();
        assertThat(launched().getLabels()).isEqualTo(labels);
        assertThat(launched().getDiscovery().getLabels()).isEqualTo(labels);
        assertThat(launched().getDiscovery().getPorts().getPorts(0).getName()).isEqualTo("http");
        assertThat(launched().getDiscovery().getPorts().getPorts(0).getNumber()).isEqualTo(31000);
    }

    private static Label label(String key, String value) {
        return Label.newBuilder().setKey(key).setValue(value).build();
    }

    @Test
    void theExecutorGetsItsTaskWithTheKeysWhichAreNowhereElse() {
        TaskInfo task = launched();
        assertThat(Json.read(task.getData().toByteArray(), KibanaTask.class)).isEqualTo(TASK);
        assertThat(task.toBuilder().clearData().build().toString()).doesNotContain("abab");
        assertThat(task.getExecutor().getName()).isEqualTo("Kibana executor of kibana-default-0");
    }
}
