package org.mesoselk.executor.elasticsearch;

import java.io.IOException;
import java.time.Duration;
import org.mesoselk.commons.elastic.ElasticsearchTask;
import org.mesoselk.commons.process.ChildProcess;
import org.mesoselk.commons.process.ProcessStarter;
import org.mesoselk.executor.elasticsearch.node.HttpNodeApi;
import org.mesoselk.executor.elasticsearch.node.NodeApi;

/** The agent's own file system and processes. */
record RealTools(PrepareNode preparation, ProcessStarter starter) implements NodeSide.Tools {

    /** A busy node may be slow to answer, and the next look comes only after this one. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Override
    public Preparation prepare(ElasticsearchTask task) throws IOException, InterruptedException {
        return preparation.prepare(task);
    }

    @Override
    public ChildProcess start(PreparedNode node) throws IOException, InterruptedException {
        return starter.start(node.spec());
    }

    @Override
    public NodeApi api(ElasticsearchTask task) {
        return new HttpNodeApi(task.networkHost(), task.httpPort(), TIMEOUT);
    }
}
