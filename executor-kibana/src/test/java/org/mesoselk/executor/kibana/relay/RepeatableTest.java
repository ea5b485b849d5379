package org.mesoselk.executor.kibana.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepeatableTest {

    @ParameterizedTest
    @CsvSource({
        "GET, /, true",
        "HEAD, /.kibana, true",
        "GET, /logs-*/_search?size=1, true",
        "POST, /logs-*/_search, true",
        "POST, /logs-*/_search?ignore_unavailable=true&preference=1/2, true",
        "POST, /_msearch, true",
        "POST, /_msearch/, true",
        "POST, /.kibana/_mget, true",
        "POST, /logs/_count, true",
        "POST, /logs/_field_stats?level=indices, true",
        "POST, /logs/_field_caps, true",
        "POST, /_search/scroll, false",
        "GET, /_search/scroll?scroll_id=x, false",
        "POST, /.kibana/_doc, false",
        "POST, /.kibana/_update/x, false",
        "POST, /_bulk, false",
        "POST, /logs/_update_by_query, false",
        "POST, /x?q=/_search, false",
        "PUT, /.kibana, false",
        "PUT, /logs/_mapping, false",
        "DELETE, /logs/_search, false",
    })
    void onlyWhatChangesNothingIsSentTwice(String method, String path, boolean safe) {
        assertThat(Repeatable.isSafe(method, path)).isEqualTo(safe);
    }
}
