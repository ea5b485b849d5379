package org.mesoselk.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.KibanaSpec;
import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.mesos.ContainerPlan;
import org.mesoselk.scheduler.mesos.LaunchPlan;
import org.mesoselk.scheduler.options.KibanaOptions;
import picocli.CommandLine;

/** What agents are told of executors, and what the log says when a term begins. */
class KibanaFrameworkTest {
    @TempDir
    private Path folder;

    private KibanaFramework framework(String... own) throws Exception {
        Path jar = folder.resolve("executor-kibana-all.jar");
        if (!Files.exists(jar)) {
            Files.createFile(jar);
        }
        String[] all = Stream.concat(
                        Stream.of("--zookeeper=zk://zk1:2181/elk", "--mesos-master=http://m1:5050"), Stream.of(own))
                .toArray(String[]::new);
        return new KibanaFramework(KibanaOptions.from(
                new CommandLine(KibanaOptions.command()).parseArgs(all), Map.of(), List.of(folder), "me"));
    }

    @Test
    void agentsFetchTheExecutorFromTheSchedulerAndKibanaFromItsUrl() throws Exception {
        LaunchPlan plan = framework("--kibana-url=https://host/kibana.tar.gz").plan("http://api");
        assertThat(plan.executorUri()).isEqualTo("http://api/artifacts/executor-kibana-all.jar");
        assertThat(plan.archiveUri()).contains("https://host/kibana.tar.gz");
        assertThat(plan.product()).isEqualTo(Product.KIBANA);
        assertThat(plan.container()).isEmpty();
    }

    @Test
    void withAnImageExecutorsRunInAContainerThatReadsTheAgentsJdk() throws Exception {
        LaunchPlan plan = framework("--kibana-image=elastic/kibana:8", "--java-home=/opt/jdk")
                .plan("http://api");
        assertThat(plan.container())
                .contains(new ContainerPlan("elastic/kibana:8", new TreeSet<>(), new TreeSet<>(List.of("/opt/jdk"))));
        assertThat(plan.javaHome()).contains("/opt/jdk");
    }

    @Test
    void whatIsStoredRulesAndTheLogSaysSo() throws Exception {
        Records records = new Records(
                Optional.empty(),
                KibanaSpec.first(new TreeMap<>(Map.of("default", 3))),
                Cluster.NONE,
                new TreeMap<>(),
                Optional.empty());
        assertThat(framework("--kibana-home=/k").tell(records, false))
                .hasSize(2)
                .first()
                .asString()
                .contains("what is stored rules (3 of group default wanted)");
        assertThat(framework("--kibana-home=/k", "--instances=3").tell(records, false))
                .containsExactly("0 members, 3 wanted");
    }
}
