package org.mesoselk.scheduler.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mesoselk.commons.logstash.LogstashTask.Listener;

class SourceOptionsTest {

    @Test
    void onePortMayBeListenedOnOverUdpAndTcpButNotTwice() {
        Values both = Given.logstash("--listen=syslog:udp:514", "--listen=SYSLOG:TCP:514");
        assertThat(SourceOptions.from(both).sources().listeners())
                .containsExactly(
                        new Listener("syslog", "udp", "127.0.0.1", 514),
                        new Listener("syslog", "tcp", "127.0.0.1", 514));
        assertThat(both.faults()).isEmpty();
        Values twice = Given.logstash("--listen=syslog:tcp:514", "--listen=json:tcp:514");
        SourceOptions.from(twice);
        assertThat(twice.faults()).containsExactly("--listen json:tcp:514: tcp port 514 is listened on already");
    }

    @Test
    void anyPortMayBeWantedAsOftenAsOneLikes() {
        Values values = Given.logstash("--listen=lines:tcp:0", "--listen=lines:tcp:0");
        assertThat(SourceOptions.from(values).sources().listeners()).hasSize(2);
        assertThat(values.faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "514",
                "syslog:514",
                "syslog:sctp:514",
                "syslog:udp:65536",
                "syslog:udp:",
                "gelf:udp:1",
                "a:b:c:d"
            })
    void whatIsNoListenerIsAFaultThatSaysWhatOneLooksLike(String listen) {
        Values values = Given.logstash("--listen=" + listen);
        assertThat(SourceOptions.from(values).sources().listeners()).isEmpty();
        assertThat(values.faults()).singleElement().asString().contains("--listen " + listen, "e.g. syslog:udp:514");
    }

    @Test
    void aPatternOrGlobThatCannotBeReadIsAFault() {
        Values values =
                Given.logstash("--multiline=([", "--file=/var/log/[", "--file=relative.log", "--ignore-older=2");
        SourceOptions.from(values);
        assertThat(values.faults())
                .satisfiesExactlyInAnyOrder(
                        fault -> assertThat(fault).contains("--multiline ([", "regular expression"),
                        fault -> assertThat(fault).contains("--file /var/log/[", "absolute glob"),
                        fault -> assertThat(fault).contains("--file relative.log", "absolute glob"),
                        fault -> assertThat(fault).contains("--ignore-older 2", "time with its unit"));
    }
}
