package org.mesoselk.executor.kibana.distribution;

import java.io.IOException;
import java.nio.file.Path;
import org.mesoselk.commons.distribution.LocateDistribution;
import org.mesoselk.commons.distribution.Located;
import org.mesoselk.commons.kibana.KibanaTask;

/** Finds the Kibana that a task names. */
public final class LocateHome {

    private final LocateDistribution<Home> locate;

    public LocateHome(Path sandbox) {
        this.locate = new LocateDistribution<>(
                sandbox, "Kibana", "a package.json with the name kibana and its version is expected", Home::at);
    }

    public Located<Home> locate(KibanaTask.Distribution wanted) throws IOException, InterruptedException {
        return locate.locate(wanted.home(), wanted.archive());
    }
}
