package org.mesoselk.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final LedgerOptions OPTIONS = LedgerOptions.of("one", "two")
            .withPauses(Duration.ofMillis(2), Duration.ofMillis(2))
            .withRequestTimeout(Duration.ofSeconds(10));

    private final Set<String> documents = FakeElasticsearch.shared();
    private FakeElasticsearch first;
    private FakeElasticsearch second;
    private volatile List<URI> endpoints;

    @BeforeEach
    void twoNodes() throws IOException {
        first = new FakeElasticsearch(documents);
        second = new FakeElasticsearch(documents);
        endpoints = List.of(first.uri(), second.uri());
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    private Ledger started() {
        return Ledger.start(() -> endpoints, OPTIONS);
    }

    private static void awaitMore(Ledger ledger, int documents) {
        long wanted = ledger.counts().acknowledged() + documents;
        await().atMost(Duration.ofSeconds(30)).until(() -> ledger.counts().acknowledged(), count -> count >= wanted);
    }

    @Test
    void every_acknowledged_document_of_every_index_is_found() throws Exception {
        try (Ledger ledger = started()) {
            awaitMore(ledger, 600);
            await().until(() -> ledger.counts().searches() > 3);
            ledger.stop();
            Comparison comparison = ledger.compare(Duration.ofSeconds(5));
            assertThat(comparison.complete()).isTrue();
            assertThat(comparison.found()).isEqualTo(ledger.counts().acknowledged());
            assertThat(documents).anyMatch(it -> it.startsWith("one/")).anyMatch(it -> it.startsWith("two/"));
            assertThat(ledger.failedSearches()).isEmpty();
        }
    }

    @Test
    void a_lost_document_is_missed_by_its_name() throws Exception {
        try (Ledger ledger = started()) {
            awaitMore(ledger, 50);
            ledger.stop();
            documents.remove("two/000000007");
            Comparison comparison = ledger.compare(Duration.ofSeconds(5));
            assertThat(comparison.missing()).containsExactly("two/000000007");
            assertThat(comparison.found()).isEqualTo(comparison.acknowledged() - 1);
            assertThat(comparison.complete()).isFalse();
        }
    }

    @Test
    void an_error_instead_of_a_document_is_neither_found_nor_missing() throws Exception {
        try (Ledger ledger = started()) {
            awaitMore(ledger, 5);
            ledger.stop();
            first.sayOfDocuments = "\"error\":{\"type\":\"no_shard_available_action_exception\"}";
            second.sayOfDocuments = first.sayOfDocuments;
            assertThatThrownBy(() -> ledger.compare(Duration.ZERO))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("does not say")
                    .hasMessageContaining("no_shard_available");
        }
    }

    @Test
    void documents_of_an_index_that_is_gone_are_missing() throws Exception {
        try (Ledger ledger = started()) {
            awaitMore(ledger, 5);
            ledger.stop();
            first.sayOfDocuments = "\"error\":{\"type\":\"index_not_found_exception\"}";
            second.sayOfDocuments = first.sayOfDocuments;
            Comparison comparison = ledger.compare(Duration.ZERO);
            assertThat(comparison.found()).isZero();
            assertThat(comparison.missing()).hasSize((int) comparison.acknowledged());
        }
    }

    @Test
    void a_node_that_goes_away_costs_neither_a_write_nor_a_search() {
        try (Ledger ledger = started()) {
            awaitMore(ledger, 20);
            first.close();
            awaitMore(ledger, 200);
            ledger.stop();
            assertThat(ledger.counts().failedWrites()).isZero();
            assertThat(ledger.failedSearches()).isEmpty();
        }
    }

    @Test
    void what_fails_twice_is_told_and_the_gap_is_measured() {
        try (Ledger ledger = started()) {
            awaitMore(ledger, 20);
            first.status = 503;
            second.status = 503;
            await().until(() -> ledger.counts().failedSearches() > 1
                    && ledger.counts().failedWrites() > 1
                    && ledger.counts().longestGap().compareTo(Duration.ofMillis(200)) > 0);
            first.status = 200;
            second.status = 200;
            awaitMore(ledger, 20);
            ledger.stop();
            assertThat(ledger.failedSearches()).isNotEmpty().allMatch(it -> it.contains("HTTP 503"));
            assertThat(ledger.lastWriteError()).get().asString().contains("HTTP 503");
            assertThat(ledger.counts().longestGap()).isGreaterThan(Duration.ofMillis(200));
            assertThat(ledger.counts().longestGap()).isEqualTo(ledger.counts().longestGap());
        }
    }

    @Test
    void a_search_without_some_shards_has_failed() {
        try (Ledger ledger = started()) {
            first.failedShards = 1;
            second.failedShards = 1;
            await().until(() -> ledger.counts().failedSearches() > 0);
            assertThat(ledger.failedSearches().get(0)).contains("not all shards answered");
        }
    }

    @Test
    void refused_connections_do_not_make_it_spin() {
        endpoints = List.of();
        try (Ledger ledger = started()) {
            await().until(() -> ledger.counts().failedWrites() > 3);
            assertThat(Duration.ofMillis(300)).isLessThan(ledger.counts().longestGap());
            assertThat(ledger.lastWriteError()).get().asString().contains("no endpoint is known");
        }
    }
}
