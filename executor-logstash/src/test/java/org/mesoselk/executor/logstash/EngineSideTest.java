package org.mesoselk.executor.logstash;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.executor.logstash.lifecycle.Signal;

class EngineSideTest {
    private static final LogstashReport REPORT = LogstashReport.of("forwarder");
    private static final LogstashTask TASK = new LogstashTask(
            "forwarder",
            List.of(),
            "/registry",
            Optional.empty(),
            new LogstashTask.Sources(true, Optional.empty(), 0, List.of()),
            new LogstashTask.Output("mesos", "default", Map.of(), false),
            LogstashTask.Limits.STANDARD,
            Optional.empty(),
            Optional.of("0123456789abcdef"));

    @Test
    void whatItReportsTellsWithWhichOptionsItWasLaunched() throws Exception {
        LinkedBlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
        EngineSide side =
                new EngineSide(task -> new Preparation.Ready(new Idle()), InstantSource.system(), signals::add);
        side.prepare(TASK);
        assertThat(signals.poll(30, TimeUnit.SECONDS)).isEqualTo(new Signal.Prepared());
        side.start();
        assertThat(((Signal.Looked) signals.poll(30, TimeUnit.SECONDS)).report())
                .isEqualTo(REPORT.withSettings(Optional.of("0123456789abcdef")));
        side.stop(Duration.ZERO);
        Signal last = signals.poll(30, TimeUnit.SECONDS);
        while (last instanceof Signal.Looked) {
            last = signals.poll(30, TimeUnit.SECONDS);
        }
        assertThat(((Signal.Stopped) last).last()).contains(REPORT.withSettings(Optional.of("0123456789abcdef")));
    }

    private static final class Idle implements Engine {
        @Override
        public void start(Consumer<String> failed) {}

        @Override
        public void endpoints(List<URI> now) {}

        @Override
        public LogstashReport report() {
            return REPORT;
        }

        @Override
        public boolean stop(Duration grace) {
            return true;
        }
    }
}
