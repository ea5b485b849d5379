package org.mesoselk.localmesos.master;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.MachineID;
import org.apache.mesos.v1.maintenance.Protos.Schedule;
import org.apache.mesos.v1.maintenance.Protos.Window;

/** Whether an operator's plan can be; each answer is the sentence that says what is wrong. */
final class MaintenanceValidation {

    private MaintenanceValidation() {}

    static Optional<String> schedule(Schedule schedule, Machines machines) {
        Set<MachineID> seen = new HashSet<>();
        for (Window window : schedule.getWindowsList()) {
            if (window.getMachineIdsCount() == 0) {
                return Optional.of("List of machines in the maintenance window is empty");
            }
            if (!window.getUnavailability().hasStart()) {
                return Optional.of("Unavailability 'start' is missing");
            }
            if (window.getUnavailability().getDuration().getNanoseconds() < 0) {
                return Optional.of("Unavailability 'duration' is negative");
            }
            Optional<String> fault = named(window.getMachineIdsList(), seen);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return machines.down().stream()
                .filter(machine -> !seen.contains(machine))
                .findFirst()
                .map(machine ->
                        "Machine '" + words(machine) + "' is deactivated and cannot be removed from the schedule");
    }

    private static Optional<String> named(List<MachineID> machines, Set<MachineID> seen) {
        for (MachineID machine : machines) {
            if (machine.getHostname().isEmpty() && machine.getIp().isEmpty()) {
                return Optional.of("Both 'hostname' and 'ip' for a machine are empty");
            }
            if (!seen.add(Machines.normal(machine))) {
                return Optional.of("Machine '" + words(machine) + "' appears more than once");
            }
        }
        return Optional.empty();
    }

    /** Only a machine that is planned for can be taken down. */
    static Optional<String> down(List<MachineID> wanted, Machines machines) {
        return some(wanted)
                .or(() -> wanted.stream()
                        .filter(machine -> !machines.scheduled().contains(Machines.normal(machine)))
                        .findFirst()
                        .map(machine -> "Machine '" + words(machine) + "' is not part of a maintenance schedule")
                        .or(() -> wanted.stream()
                                .filter(machines::isDown)
                                .findFirst()
                                .map(machine -> "Machine '" + words(machine)
                                        + "' is not in DRAINING mode and cannot be brought down")));
    }

    static Optional<String> up(List<MachineID> wanted, Machines machines) {
        return some(wanted)
                .or(() -> wanted.stream()
                        .filter(machine -> !machines.isDown(machine))
                        .findFirst()
                        .map(machine ->
                                "Machine '" + words(machine) + "' is not in DOWN mode and cannot be brought up"));
    }

    private static Optional<String> some(List<MachineID> wanted) {
        return wanted.isEmpty() ? Optional.of("List of machines is empty") : named(wanted, new HashSet<>());
    }

    private static String words(MachineID machine) {
        return machine.getHostname() + " (" + machine.getIp() + ")";
    }
}
