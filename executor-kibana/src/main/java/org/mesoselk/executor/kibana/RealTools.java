package org.mesoselk.executor.kibana;

import java.io.IOException;
import java.time.Duration;
import org.mesoselk.commons.kibana.KibanaTask;
import org.mesoselk.commons.process.ChildProcess;
import org.mesoselk.commons.process.ProcessStarter;
import org.mesoselk.executor.kibana.guard.Answer;
import org.mesoselk.executor.kibana.guard.AskElasticsearch;
import org.mesoselk.executor.kibana.lifecycle.PublicAddress;
import org.mesoselk.executor.kibana.status.HttpStatusApi;
import org.mesoselk.executor.kibana.status.StatusApi;
import org.mesoselk.executor.kibana.version.Login;

/** The agent's own file system and processes. */
record RealTools(PrepareKibana preparation, ProcessStarter starter) implements KibanaSide.Tools {

    /** A busy Kibana may be slow to answer, and the next look comes only after this one. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Override
    public Preparation prepare(KibanaTask task) throws IOException, InterruptedException {
        return preparation.prepare(task);
    }

    @Override
    public Answer ask(PreparedKibana kibana) {
        return new AskElasticsearch(kibana.relay().url(), kibana.login().header(), !kibana.followsEndpoints(), TIMEOUT)
                .ask();
    }

    @Override
    public ChildProcess start(PreparedKibana kibana) throws IOException, InterruptedException {
        return starter.start(kibana.spec());
    }

    /** Kibana knows passwords of Elasticsearch's; a service account is nobody who could log in. */
    @Override
    public StatusApi api(PreparedKibana kibana) {
        String header = kibana.login() instanceof Login.Password login ? login.header() : "";
        return new HttpStatusApi(PublicAddress.of(kibana.task()), header, TIMEOUT);
    }
}
