package org.mesoselk.scheduler.options;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mesoselk.commons.mesos.MasterDetectors;

/**
 * Who the framework is to Mesos.
 *
 * @param master how the leading master is found, as {@code MasterDetectors.parse} reads it
 * @param failoverTimeout how long Mesos keeps the tasks while there is no scheduler
 * @param newFrameworkId the framework that, once Mesos has removed it, is gone on without: as a new one
 */
public record MesosOptions(
        String master,
        String frameworkName,
        String role,
        String user,
        Duration failoverTimeout,
        Optional<String> newFrameworkId,
        MesosAccessOptions access) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,254}");

    /** Where nobody asks who we are. */
    public MesosOptions(
            String master,
            String frameworkName,
            String role,
            String user,
            Duration failoverTimeout,
            Optional<String> newFrameworkId) {
        this(master, frameworkName, role, user, failoverTimeout, newFrameworkId, MesosAccessOptions.open());
    }

    static MesosOptions from(Values values, String presentUser) {
        String master = values.required("--mesos-master", "zk://zk1:2181/mesos or http://master1:5050");
        try {
            if (!master.isEmpty()) {
                MasterDetectors.parse(master).close();
            }
        } catch (IllegalArgumentException e) {
            values.fault("--mesos-master: " + e.getMessage());
        }
        Duration failover = values.duration("--failover-timeout");
        if (failover.isZero()) {
            // With 0 a mere disconnection removes the framework and kills every task.
            values.fault(
                    "--failover-timeout: must be more than 0, or Mesos kills every member when the scheduler stops");
        }
        return new MesosOptions(
                master,
                values.matching(
                        "--framework-name",
                        "elasticsearch",
                        NAME,
                        "must be 1 to 63 letters, digits, '.', '_' or '-', and begin with a letter or digit"),
                role(values),
                values.text("--user").orElse(presentUser),
                failover,
                newFrameworkId(values),
                MesosAccessOptions.from(values, master));
    }

    private static String role(Values values) {
        String role = values.text("--role").orElse("*");
        RoleName.fault(role).ifPresent(fault -> values.fault("--role " + role + ": " + fault));
        return role;
    }

    private static Optional<String> newFrameworkId(Values values) {
        return values.text("--new-framework-id").isEmpty()
                ? Optional.empty()
                : Optional.of(values.matching(
                        "--new-framework-id", "", ID, "must be the id of the framework that Mesos has removed"));
    }

    /** Without the master's address, in which credentials of ZooKeeper may be. */
    @Override
    public String toString() {
        return "MesosOptions[" + frameworkName + ", role " + role + ", user " + user + ", " + access + "]";
    }
}
