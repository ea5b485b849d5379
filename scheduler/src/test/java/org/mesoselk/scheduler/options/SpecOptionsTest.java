package org.mesoselk.scheduler.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.Constraint;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.NodeSetSpec;
import org.mesoselk.scheduler.core.model.Resources;

class SpecOptionsTest {

    @Test
    void defaults() {
        Values values = Given.arguments();
        assertThat(SpecOptions.from(values, "elasticsearch").spec())
                .isEqualTo(new ElasticsearchSpec(
                        1,
                        "elasticsearch",
                        new NodeSetSpec("default", 3, 5, new Resources(1, 2048, 1024), 1024, List.of(), 0, Map.of()),
                        ElasticsearchSpec.Replication.ALL));
        assertThat(values.faults()).isEmpty();
    }

    @Test
    void explicit() {
        Values values = Given.arguments(
                "--nodes=5",
                "--cluster-name=logs",
                "--master-eligible=3",
                "--cpus=0.5",
                "--memory=4g",
                "--heap=1g",
                "--disk=2T",
                "--constraint=disk:cluster:ssd",
                "--constraint=rack:LIKE:r[1-3]:x",
                "--max-per-agent=2",
                "--replicas=1",
                "--setting=a.b=c=d",
                "--setting=e=f");
        assertThat(SpecOptions.from(values, "elasticsearch").spec())
                .isEqualTo(new ElasticsearchSpec(
                        1,
                        "logs",
                        new NodeSetSpec(
                                "default",
                                5,
                                3,
                                new Resources(0.5, 4096, 2 * 1024 * 1024),
                                1024,
                                List.of(
                                        new Constraint("disk", Constraint.Operator.CLUSTER, "ssd"),
                                        new Constraint("rack", Constraint.Operator.LIKE, "r[1-3]:x")),
                                2,
                                Map.of("a.b", "c=d", "e", "f")),
                        new ElasticsearchSpec.Replication(1)));
        assertThat(values.faults()).isEmpty();
    }

    @Test
    void repeatedOptionsComeFromOneVariable() {
        Values values = Given.environment("MESOS_ELK_SETTING", "a=b;c=d", "MESOS_ELK_NODES", "7");
        ElasticsearchSpec spec = SpecOptions.from(values, "x").spec();
        assertThat(spec.nodeSet().settings()).isEqualTo(Map.of("a", "b", "c", "d"));
        assertThat(spec.nodeSet().count()).isEqualTo(7);
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        Values values = Given.arguments(
                "--nodes=0",
                "--master-eligible=-1",
                "--cpus=many",
                "--memory=10",
                "--disk=0",
                "--constraint=disk",
                "--constraint=disk:NEAR:x",
                "--constraint=disk:LIKE:[",
                "--max-per-agent=x",
                "--replicas=some",
                "--cluster-name=a b",
                "--setting=novalue",
                "--setting=cluster.name=y",
                "--setting=index.number_of_shards=3",
                "--setting=k=1",
                "--setting=k=2");
        SpecOptions.from(values, "x");
        assertThat(values.faults()).hasSize(15);
        assertThat(values.faults())
                .anySatisfy(fault -> assertThat(fault).isEqualTo("--nodes 0: must be a whole number from 1 to 49"))
                .anySatisfy(fault -> assertThat(fault).contains("--setting cluster.name=y", "use --cluster-name"))
                .anySatisfy(fault -> assertThat(fault).contains("index settings", "index template"));
    }

    @Test
    void heapMustFitIntoTheMemory() {
        Values values = Given.arguments("--memory=512", "--heap=512");
        SpecOptions.from(values, "x");
        assertThat(values.faults()).singleElement().asString().contains("--heap", "less than --memory");
    }
}
