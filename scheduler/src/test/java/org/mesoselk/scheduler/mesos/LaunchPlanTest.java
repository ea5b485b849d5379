package org.mesoselk.scheduler.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.scheduler.core.model.Resources;

class LaunchPlanTest {

    private static String command(int executorMemoryMb) {
        return new LaunchPlan(
                        Product.LOGSTASH,
                        "logstash",
                        "http://api/artifacts/executor-logstash-all.jar",
                        "executor-logstash-all.jar",
                        Optional.empty(),
                        Optional.empty(),
                        new Resources(0.1, executorMemoryMb, 0),
                        Duration.ofSeconds(60))
                .command();
    }

    @Test
    void anExecutorOfTheStandardSizeHasASmallHeap() {
        assertThat(command(96)).startsWith("exec java -Xms4m -Xmx20m ").endsWith(" -jar 'executor-logstash-all.jar'");
        assertThat(command(32)).contains("-Xmx20m");
    }

    @Test
    void threeQuartersOfWhatIsGivenBeyondThatBecomeHeap() {
        assertThat(command(496)).contains("-Xmx320m");
    }
}
