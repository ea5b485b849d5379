package org.mesoselk.commons.logstash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.logstash.LogstashReport.FileLag;

class LogstashReportTest {

    private static final LogstashReport WHOLE = LogstashReport.of("logstash")
            .withFiles(1, 2, List.of(new FileLag("/a", 3)))
            .withEvents(4, 5.5, 6)
            .withLosses(7, 8)
            .withLastError(Optional.of("because"))
            .withLogstash(new OfficialReport(
                    Optional.of("8.15.0"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    true,
                    9,
                    Optional.of(new OfficialReport.Validation("f", OfficialReport.Validation.VALID, ""))))
            .withSettings(Optional.of("s"));

    /** Schedulers and executors of other versions read and write this. */
    @Test
    void whatCrossesTheWireIsThis() {
        assertThat(compact(WHOLE)).isEqualTo("""
                        {"engine":"logstash","files":1,"lagBytes":2,"behind":[{"path":"/a","lagBytes":3}],"events":4,\
                        "eventsPerSecond":5.5,"duplicates":6,"deadLetters":7,"droppedDatagrams":8,"lastError":"because",\
                        "logstash":{"version":"8.15.0","running":null,"applying":null,"refused":null,"pipelines":[],\
                        "apiAnswers":true,"restarts":9,"validation":{"fingerprint":"f","state":"valid","sentence":""}},\
                        "settings":"s"}""");
        assertThat(compact(LogstashReport.of("forwarder"))).isEqualTo("""
                        {"engine":"forwarder","files":0,"lagBytes":0,"behind":[],"events":0,"eventsPerSecond":0.0,\
                        "duplicates":0,"deadLetters":0,"droppedDatagrams":0,"lastError":null,"logstash":null,\
                        "settings":null}""");
        assertThat(Json.read(Json.bytes(WHOLE), LogstashReport.class)).isEqualTo(WHOLE);
    }

    @Test
    void withoutValidationEverythingElseStays() {
        assertThat(compact(WHOLE.withoutValidation()))
                .isEqualTo(compact(WHOLE)
                        .replace("{\"fingerprint\":\"f\",\"state\":\"valid\",\"sentence\":\"\"}", "null"));
        assertThat(LogstashReport.of("forwarder").withoutValidation()).isEqualTo(LogstashReport.of("forwarder"));
    }

    private static String compact(LogstashReport report) {
        return Json.tree(Json.bytes(report)).toString();
    }
}
