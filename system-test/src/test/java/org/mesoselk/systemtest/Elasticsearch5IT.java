package org.mesoselk.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line that Kibana 5 works with: one real node, through the same scheduler and executor. */
class Elasticsearch5IT {

    @TempDir
    Path folder;

    @Test
    void aSingleNodeServesAndComesBackWithItsDocumentsAndStaysAlone() throws Exception {
        try (Installation mesos = Installation.in(folder)
                .agents(2)
                .elasticsearch()
                .scheduler(
                        "--nodes",
                        "1",
                        "--elasticsearch-home",
                        Distributions.elasticsearch5().toString())
                .start()) {
            mesos.awaitReady(1);
            String uuid = Elasticsearch.uuid(mesos);
            Await.until(
                    "the template of the framework",
                    Duration.ofSeconds(30),
                    () -> Rest.get(Elasticsearch.endpoint(mesos) + "/_template?flat_settings=true")
                            .expect(200)
                            .json(),
                    seen -> seen.at("/mesos-elk-default/settings/index.auto_expand_replicas")
                            .asString("")
                            .equals("0-all"));
            Rest.put(Elasticsearch.endpoint(mesos) + "/diary/doc/1?refresh=true", "{\"day\": \"first\"}")
                    .expect(201);

            Rest.Answer second = mesos.scale(2, "");
            assertThat(second.status()).isEqualTo(409);
            assertThat(second.body()).contains("Elasticsearch 5.6.16 is run as a single node only");

            String task = Members.taskOf(mesos, "es-default-0");
            Processes.Found node = mesos.processes().stream()
                    .filter(Processes.Found::isElasticsearch)
                    .findFirst()
                    .orElseThrow();
            Signals.send("KILL", node.pid());
            Await.until(
                    "another task, and green",
                    Duration.ofMinutes(2),
                    mesos::status,
                    seen -> !Members.tasks(seen)
                                    .getOrDefault("es-default-0", task)
                                    .equals(task)
                            && seen.path("ready").asInt() == 1
                            && "green".equals(seen.path("state").asString()));
            assertThat(Rest.get(Elasticsearch.endpoint(mesos) + "/diary/doc/1")
                            .expect(200)
                            .body())
                    .contains("first");
            assertThat(Elasticsearch.uuid(mesos)).isEqualTo(uuid);
            assertThat(Rest.get(Elasticsearch.endpoint(mesos) + "/")
                            .expect(200)
                            .json()
                            .at("/version/number")
                            .asString())
                    .isEqualTo("5.6.16");
        }
    }
}
