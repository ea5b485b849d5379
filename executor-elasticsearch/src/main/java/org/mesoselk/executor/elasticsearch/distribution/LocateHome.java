package org.mesoselk.executor.elasticsearch.distribution;

import java.io.IOException;
import java.nio.file.Path;
import org.mesoselk.commons.distribution.LocateDistribution;
import org.mesoselk.commons.distribution.Located;
import org.mesoselk.commons.elastic.ElasticsearchTask;

/** Finds the Elasticsearch that a task names. */
public final class LocateHome {

    private final LocateDistribution<Home> locate;

    public LocateHome(Path sandbox) {
        this.locate = new LocateDistribution<>(
                sandbox,
                "Elasticsearch",
                "bin/elasticsearch, config and lib/elasticsearch-VERSION.jar are expected",
                Home::at);
    }

    public Located<Home> locate(ElasticsearchTask.Distribution wanted) throws IOException, InterruptedException {
        return locate.locate(wanted.home(), wanted.archive());
    }
}
