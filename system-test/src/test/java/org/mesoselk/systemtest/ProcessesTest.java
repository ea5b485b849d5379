package org.mesoselk.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessesTest {

    private static final String CLASS_PATH = "java -cp /m/executor-elasticsearch.jar:/m/org/elasticsearch/client.jar ";

    @Test
    void aProcessIsOfAnExecutorByItsEnvironmentWhateverItIs() {
        assertThat(found("sleep 100", "MESOS_EXECUTOR_ID=es-default-0.1 PATH=/bin")
                        .isOfAnExecutor())
                .isTrue();
    }

    @Test
    void elasticsearchAndItsLauncherAreOfAnExecutorThoughTheyDoNotHaveItsEnvironment() {
        assertThat(found("java --module org.elasticsearch.server/org.elasticsearch.bootstrap.Elasticsearch", "")
                        .isOfAnExecutor())
                .isTrue();
        assertThat(found("java -cp lib/* org.elasticsearch.bootstrap.Elasticsearch -Epath.conf=/c", "")
                        .isElasticsearch())
                .isTrue();
        assertThat(found("java -cp lib/launcher/* org.elasticsearch.launcher.CliToolLauncher", "")
                        .isOfAnExecutor())
                .isTrue();
    }

    @Test
    void aZooKeeperWhoseClassPathNamesTheExecutorsJarIsNone() {
        Processes.Found zooKeeper = found(
                CLASS_PATH + "org.apache.zookeeper.server.quorum.QuorumPeerMain /f/zoo.cfg", "NO_MESOS_EXECUTOR_ID=1");
        assertThat(zooKeeper.isOfAnExecutor()).isFalse();
        assertThat(zooKeeper.isExecutor()).isFalse();
    }

    private static Processes.Found found(String text, String environment) {
        return new Processes.Found(1, text, environment);
    }
}
