package org.mesoselk.executor.kibana;

import java.util.List;
import org.mesoselk.commons.kibana.KibanaTask;
import org.mesoselk.commons.process.ProcessSpec;
import org.mesoselk.executor.kibana.relay.Relay;
import org.mesoselk.executor.kibana.version.Login;

/**
 * A Kibana that only has to be started.
 *
 * @param followsEndpoints whether it speaks to the relay; otherwise to the hosts of the operator's settings
 * @param secrets what must not be in anything that is told of it
 */
record PreparedKibana(
        KibanaTask task, ProcessSpec spec, Relay relay, boolean followsEndpoints, Login login, List<String> secrets) {

    @Override
    public String toString() {
        return "PreparedKibana[" + task.name() + ", " + spec + "]";
    }
}
