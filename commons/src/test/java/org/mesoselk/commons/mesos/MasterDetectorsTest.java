package org.mesoselk.commons.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MasterDetectorsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://h1:5050,http://h2:5051 | http://h1:5050 | http://h2:5051",
                "h1:5050, h2:5051              | http://h1:5050 | http://h2:5051",
                "h1,https://h2                 | http://h1:5050 | https://h2",
                "127.0.0.1:1,[::1]:2/          | http://127.0.0.1:1 | http://[::1]:2"
            })
    void mastersInAListAreTriedInTurn(String list, URI first, URI second) throws InterruptedException {
        try (MasterDetector detector = MasterDetectors.parse(list)) {
            assertThat(detector.detect()).isEqualTo(new MasterDetector.Candidate(first));
            assertThat(detector.detect()).isEqualTo(new MasterDetector.Candidate(second));
            assertThat(detector.detect()).isEqualTo(new MasterDetector.Candidate(first));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "h1:5050,",
                "ftp://h1",
                "http://",
                "h1:99999",
                "h1:five",
                "under_score:5050",
                "http://h1:5050/mesos",
                "host with spaces",
                "h1;h2",
                "zk:/h1:2181/mesos"
            })
    void whatIsNoAddressIsRefusedInOneSentenceThatSaysWhatToWrite(String bad) {
        assertThatThrownBy(() -> MasterDetectors.parse(bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + bad + "' does not say where the Mesos master is: ")
                .hasMessageContaining("write zk://");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:secret@h1:5050",
                "user:secret@h1:5050",
                "h0:5050,http://user:se@cret@h1:5050",
                "zk://user:secret@h1:2181",
                "zk://user:se/secret@h1:2181,:/mesos",
                "zk://secret@h1:2181/mesos"
            })
    void credentialsAreNeverShown(String bad) {
        assertThatThrownBy(() -> MasterDetectors.parse(bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("cret@");
    }

    @Test
    void aZooKeeperAddressIsTakenApart() {
        ZooKeeperUrl url = ZooKeeperUrl.parse("zk://user:p@ss:w/rd@h1:2181,h2,[::1]:2183/a/mesos/");

        assertThat(url.hosts()).isEqualTo("h1:2181,h2:2181,[::1]:2183");
        assertThat(url.path()).isEqualTo("/a/mesos");
        assertThat(url.digest()).contains("user:p@ss:w/rd");
        assertThat(url).hasToString("zk://h1:2181,h2:2181,[::1]:2183/a/mesos");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zk://h1:2181", "zk://h1:2181/", "zk:///mesos", "zk://h1:x/mesos", "zk://h1:2181,/mesos"})
    void aZooKeeperAddressWithoutHostOrPathIsRefused(String bad) {
        assertThatThrownBy(() -> MasterDetectors.parse(bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + bad + "' is not a ZooKeeper address: ")
                .hasMessageContaining("write zk://host:port");
    }
}
