package org.mesoselk.executor.logstash.forwarder.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SyslogTest {

    private static final Instant NOW = Instant.parse("2026-11-29T14:00:00Z");

    private static SyslogMessage parse(String text) {
        return Syslog.parse(text, NOW, ZoneOffset.UTC).orElseThrow();
    }

    @Example
    void rfc3164() {
        assertThat(parse("<34>Oct 11 22:14:15 mymachine su: 'su root' failed for lonvick on /dev/pts/8"))
                .isEqualTo(new SyslogMessage(
                        34,
                        0,
                        Optional.of(Instant.parse("2026-10-11T22:14:15Z")),
                        Optional.of("mymachine"),
                        Optional.of("su"),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        "'su root' failed for lonvick on /dev/pts/8"));
        SyslogMessage cron = parse("<78>Nov  1 04:05:06 host CRON[4711]: (root) CMD (true)");
        assertThat(cron.appName()).contains("CRON");
        assertThat(cron.procId()).contains("4711");
        assertThat(cron.message()).isEqualTo("(root) CMD (true)");
        assertThat(cron.facility()).isEqualTo(9);
        assertThat(cron.severity()).isEqualTo(6);
    }

    @Example
    void aYearIsTakenSoThatNothingLiesAhead() {
        assertThat(parse("<1>Dec 31 23:59:59 h t: x").timestamp()).contains(Instant.parse("2025-12-31T23:59:59Z"));
        assertThat(Syslog.parse("<1>Jan  1 00:00:01 h t: x", Instant.parse("2026-12-31T23:59:59Z"), ZoneOffset.UTC)
                        .orElseThrow()
                        .timestamp())
                .contains(Instant.parse("2027-01-01T00:00:01Z"));
        assertThat(Syslog.parse("<1>Nov 29 15:00:00 h t: x", NOW, ZoneId.of("Europe/Berlin"))
                        .orElseThrow()
                        .timestamp())
                .contains(NOW);
    }

    @Example
    void aSenderThatLeavesTheHeaderOutIsStillHeard() {
        SyslogMessage plain = parse("<13>just some text");
        assertThat(plain.message()).isEqualTo("just some text");
        assertThat(plain.timestamp()).isEmpty();
        assertThat(parse("<13>Foo 99 99:99:99 h t: x").timestamp()).isEmpty();
    }

    @Example
    void rfc5424() {
        SyslogMessage message = parse(
                "<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47 [exampleSDID@32473 iut=\"3\""
                        + " eventSource=\"App\\\"li\\]cation\"][examplePriority@32473 class=\"high\"] \ufeffAn event");
        assertThat(message)
                .isEqualTo(new SyslogMessage(
                        165,
                        1,
                        Optional.of(Instant.parse("2003-10-11T22:14:15.003Z")),
                        Optional.of("mymachine.example.com"),
                        Optional.of("evntslog"),
                        Optional.empty(),
                        Optional.of("ID47"),
                        Map.of(
                                "exampleSDID@32473",
                                Map.of("iut", "3", "eventSource", "App\"li]cation"),
                                "examplePriority@32473",
                                Map.of("class", "high")),
                        "An event"));
        SyslogMessage bare = parse("<0>1 - - - - - -");
        assertThat(bare.message()).isEmpty();
        assertThat(bare.hostname()).isEmpty();
        assertThat(parse("<34>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 myproc 8710 - - %% It's time")
                        .timestamp())
                .contains(Instant.parse("2003-08-24T12:14:15.000003Z"));
    }

    @Example
    void whatKeepsToNoFormIsNoSyslog() {
        for (String text : new String[] {
            "",
            "plain",
            "<>x",
            "<192>x",
            "<999999>x",
            "<1>1 - -",
            "<1>1 yesterday h a p m - x",
            "<1>1 - h a p m [x",
            "<1>1 - h a p m [x y=\"1]",
            "<1>1 - h a p m x",
            "<1>1 - h a p m -x",
            "<1>1 - h a p m [] x"
        }) {
            assertThat(Syslog.parse(text, NOW, ZoneOffset.UTC)).as(text).isEmpty();
        }
    }

    @Property(tries = 2000)
    void nothingThatIsSentBreaksIt(@ForAll String text) {
        Syslog.parse(text, NOW, ZoneOffset.UTC);
        Syslog.parse("<13>1 - h a p m " + text, NOW, ZoneOffset.UTC);
        Syslog.parse("<13>1 - h a p m [a b=\"" + text, NOW, ZoneOffset.UTC);
        Syslog.parse("<13>Oct 11 22:14:15 " + text, NOW, ZoneOffset.UTC);
    }
}
