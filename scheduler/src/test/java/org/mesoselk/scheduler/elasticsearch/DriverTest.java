package org.mesoselk.scheduler.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;

class DriverTest {
    private static final String EMPTY_SETTINGS = "{\"persistent\":{},\"transient\":{}}";

    private final FakeElasticsearch elasticsearch = new FakeElasticsearch();
    private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final Driver driver = new Driver(
            () -> List.of(elasticsearch.host()),
            (call, sentence) -> failures.add(sentence),
            () -> done.add("done"),
            now::get);

    @AfterEach
    void close() {
        driver.close();
        elasticsearch.close();
    }

    private List<String> carryOut(Call.ToElasticsearch call) throws InterruptedException {
        elasticsearch.asked.clear();
        now.updateAndGet(instant -> instant.plusSeconds(60));
        driver.call(call);
        assertThat(done.poll(30, TimeUnit.SECONDS)).isEqualTo("done");
        return elasticsearch.asked;
    }

    @Test
    void excludesAreThePersistentSettingAsAWhole() throws InterruptedException {
        elasticsearch.answer("GET /_cluster/settings", 200, EMPTY_SETTINGS);
        elasticsearch.answer("PUT /_cluster/settings", 200, "{\"acknowledged\":true}");
        assertThat(carryOut(new Call.SetAllocationExcludes(Set.of("es-default-4", "es-default-3"))))
                .contains(
                        "PUT /_cluster/settings "
                                + "{\"persistent\":{\"cluster.routing.allocation.exclude._name\":\"es-default-3,es-default-4\"}}");
        assertThat(carryOut(new Call.SetAllocationExcludes(Set.of())))
                .contains("PUT /_cluster/settings "
                        + "{\"persistent\":{\"cluster.routing.allocation.exclude._name\":null}}");
        assertThat(failures).isEmpty();
    }

    @Test
    void aTransientExcludeOfOurNamesIsCleared() throws InterruptedException {
        elasticsearch.answer(
                "GET /_cluster/settings",
                200,
                "{\"persistent\":{},\"transient\":{\"cluster.routing.allocation.exclude._name\":\"es-default-2\"}}");
        assertThat(carryOut(new Call.SetAllocationExcludes(Set.of())))
                .anyMatch(request ->
                        request.contains("\"transient\":{\"cluster.routing.allocation.exclude._name\":null}"));
    }

    @Test
    void aTransientExcludeOfSomebodyElseIsLeftAloneAndSaidSo() throws InterruptedException {
        elasticsearch.answer(
                "GET /_cluster/settings",
                200,
                "{\"persistent\":{},\"transient\":{\"cluster.routing.allocation.exclude._name\":\"mine\"}}");
        assertThat(carryOut(new Call.SetAllocationExcludes(Set.of("es-default-1"))))
                .noneMatch(request -> request.startsWith("PUT"));
        assertThat(failures.poll()).contains("transient", "mine");
    }

    @Test
    void votingExclusionsAreAddedByNameAndClearedWithoutWaiting() throws InterruptedException {
        assertThat(carryOut(new Call.AddVotingExclusions(Set.of("es-default-4"))))
                .containsExactly("POST /_cluster/voting_config_exclusions?node_names=es-default-4&timeout=30s ");
        assertThat(carryOut(new Call.ClearVotingExclusions()))
                .containsExactly("DELETE /_cluster/voting_config_exclusions?wait_for_removal=false ");
    }

    @Test
    void theTemplateIsForEveryIndexAndGivesWayToEveryOther() throws InterruptedException {
        assertThat(carryOut(new Call.PutTemplate(ElasticsearchSpec.Replication.ALL)))
                .singleElement()
                .asString()
                .startsWith("PUT /_template/mesos-elk-default ")
                .contains("\"index_patterns\":[\"*\"]", "\"order\":0", "\"index.auto_expand_replicas\":\"0-all\"");
        assertThat(carryOut(new Call.PutTemplate(new ElasticsearchSpec.Replication(2))))
                .singleElement()
                .asString()
                .contains("\"index.number_of_replicas\":2")
                .doesNotContain("auto_expand");
    }

    @Test
    void elasticsearch5TakesTheTemplateInItsOwnForm() throws InterruptedException {
        elasticsearch.answer(
                "PUT /_template/mesos-elk-default", 400, "{\"error\":{\"reason\":\"template is missing\"}}");
        elasticsearch.answer("GET /_nodes/_local/http", 200, "{\"nodes\":{\"n\":{\"version\":\"5.6.16\"}}}");
        assertThat(carryOut(new Call.PutTemplate(ElasticsearchSpec.Replication.ALL)))
                .hasSize(3)
                .last()
                .asString()
                .startsWith("PUT /_template/mesos-elk-default ")
                .contains("\"template\":\"*\"", "\"order\":0", "\"index.auto_expand_replicas\":\"0-all\"")
                .doesNotContain("index_patterns");

        elasticsearch.answer("GET /_nodes/_local/http", 200, "{\"nodes\":{\"n\":{\"version\":\"8.19.20\"}}}");
        failures.clear();
        assertThat(carryOut(new Call.PutTemplate(ElasticsearchSpec.Replication.ALL)))
                .hasSize(2);
        assertThat(failures.poll()).contains("400", "template is missing");
    }

    @Test
    void whatElasticsearchRefusesIsToldWithItsReason() throws InterruptedException {
        elasticsearch.answer("POST /_cluster/voting_config_exclusions", 503, "{\"error\":{\"reason\":\"no master\"}}");
        carryOut(new Call.AddVotingExclusions(Set.of("es-default-4")));
        assertThat(failures.poll()).contains("503", "no master");
        elasticsearch.answer("PUT /_template/mesos-elk-default", 200, "{\"acknowledged\":false}");
        carryOut(new Call.PutTemplate(ElasticsearchSpec.Replication.ALL));
        assertThat(failures.poll()).contains("did not acknowledge");
    }

    @Test
    void oneCallOfAKindIsUnderWayAtATime() {
        elasticsearch.hang("/_cluster/voting_config_exclusions");
        for (int i = 0; i < 5; i++) {
            driver.call(new Call.ClearVotingExclusions());
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> elasticsearch.asked.size() == 1);
        assertThat(elasticsearch.asked).hasSize(1);
    }

    @Test
    void theSameCallIsNotMadeAgainAtOnceButAnotherOfItsKindIs() throws InterruptedException {
        elasticsearch.answer("GET /_cluster/settings", 200, EMPTY_SETTINGS);
        elasticsearch.answer("PUT /_cluster/settings", 200, "{\"acknowledged\":true}");
        carryOut(new Call.SetAllocationExcludes(Set.of("es-default-4")));
        int asked = elasticsearch.asked.size();
        driver.call(new Call.SetAllocationExcludes(Set.of("es-default-4")));
        driver.call(new Call.SetAllocationExcludes(Set.of()));
        assertThat(done.poll(30, TimeUnit.SECONDS)).isEqualTo("done");
        assertThat(elasticsearch.asked.subList(asked, elasticsearch.asked.size()))
                .filteredOn(request -> request.startsWith("PUT"))
                .singleElement()
                .asString()
                .contains(":null");
    }
}
