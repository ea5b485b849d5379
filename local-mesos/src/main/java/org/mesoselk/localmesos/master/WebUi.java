package org.mesoselk.localmesos.master;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.mesos.v1.Protos.MasterInfo;
import org.mesoselk.localmesos.http.HttpError;
import org.mesoselk.localmesos.ui.MasterFacts;
import org.mesoselk.localmesos.ui.MasterSource;

/** Gives the master's pages what they show. */
final class WebUi implements MasterSource {

    private final MasterLoop loop;
    private final Supplier<Optional<MasterCore>> core;
    private final Supplier<Optional<MasterInfo>> leader;
    private final String name;

    WebUi(MasterLoop loop, Supplier<Optional<MasterCore>> core, Supplier<Optional<MasterInfo>> leader, String name) {
        this.loop = loop;
        this.core = core;
        this.leader = leader;
        this.name = name;
    }

    @Override
    public Standing standing() {
        if (core.get().isPresent()) {
            return new Leads();
        }
        return leader.get()
                .<Standing>map(info -> new StandsBy("//" + info.getHostname() + ":" + info.getPort()))
                .orElseGet(NobodyLeads::new);
    }

    @Override
    public <T> T ask(Function<MasterFacts, T> question) throws InterruptedException {
        MasterCore leading = core.get().orElseThrow(() -> new HttpError(503, "This master does not lead."));
        return loop.ask(() -> question.apply(new ClusterFacts(leading.cluster, name)));
    }
}
