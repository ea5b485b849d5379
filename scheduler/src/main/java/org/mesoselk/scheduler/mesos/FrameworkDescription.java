package org.mesoselk.scheduler.mesos;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;
import org.apache.mesos.v1.Protos.Label;
import org.apache.mesos.v1.Protos.Labels;

/**
 * Who the framework is to Mesos.
 *
 * @param component of mesos-elk that the framework is, for a label
 * @param webUrl link that Mesos' page shows
 * @param hostname of the machine that the scheduler runs on, as others know it
 * @param principal that the framework authenticates as; Mesos wants to find it here too
 */
public record FrameworkDescription(
        String name,
        String component,
        String user,
        String role,
        Duration failoverTimeout,
        String webUrl,
        String hostname,
        Optional<String> principal) {
    private static final List<Capability.Type> CAPABILITIES = List.of(
            Capability.Type.PARTITION_AWARE,
            Capability.Type.TASK_KILLING_STATE,
            Capability.Type.MULTI_ROLE,
            Capability.Type.RESERVATION_REFINEMENT);

    /** Of an Elasticsearch framework that does not authenticate. */
    public FrameworkDescription(
            String name, String user, String role, Duration failoverTimeout, String webUrl, String hostname) {
        this(name, "elasticsearch", user, role, failoverTimeout, webUrl, hostname, Optional.empty());
    }

    /** @param frameworkId as stored; empty before the first subscription */
    public FrameworkInfo info(Optional<String> frameworkId) {
        FrameworkInfo.Builder info = FrameworkInfo.newBuilder()
                .setName(name)
                .setUser(user)
                .addRoles(role)
                .setFailoverTimeout(failoverTimeout.toMillis() / 1000.0)
                .setCheckpoint(true)
                .setWebuiUrl(webUrl)
                .setHostname(hostname)
                .setLabels(Labels.newBuilder()
                        .addLabels(Label.newBuilder().setKey("product").setValue("mesos-elk"))
                        .addLabels(Label.newBuilder().setKey("component").setValue(component)));
        CAPABILITIES.forEach(
                type -> info.addCapabilities(Capability.newBuilder().setType(type)));
        principal.ifPresent(info::setPrincipal);
        frameworkId.ifPresent(id -> info.setId(FrameworkID.newBuilder().setValue(id)));
        return info.build();
    }
}
