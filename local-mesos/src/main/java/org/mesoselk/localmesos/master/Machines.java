package org.mesoselk.localmesos.master;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.MachineID;
import org.apache.mesos.v1.Protos.Unavailability;
import org.apache.mesos.v1.maintenance.Protos.Schedule;
import org.apache.mesos.v1.maintenance.Protos.Window;

/** What operators have planned for the machines that agents run on. */
final class Machines {

    private Schedule schedule = Schedule.getDefaultInstance();
    /** Those that an operator has taken down, as they stand in the schedule. */
    private final Set<MachineID> down = new LinkedHashSet<>();

    Schedule schedule() {
        return schedule;
    }

    /** Host names without regard to case, as a real master has them. */
    static MachineID normal(MachineID machine) {
        return machine.hasHostname()
                ? machine.toBuilder()
                        .setHostname(machine.getHostname().toLowerCase(Locale.ROOT))
                        .build()
                : machine;
    }

    /** All that are planned for, down or not. */
    List<MachineID> scheduled() {
        return schedule.getWindowsList().stream()
                .flatMap(window -> window.getMachineIdsList().stream())
                .map(Machines::normal)
                .toList();
    }

    Set<MachineID> down() {
        return Set.copyOf(down);
    }

    boolean isDown(MachineID machine) {
        return down.contains(normal(machine));
    }

    /** Exactly this machine: a schedule must say both host name and address, as the agent has them. */
    Optional<Unavailability> unavailability(MachineID machine) {
        for (Window window : schedule.getWindowsList()) {
            for (MachineID planned : window.getMachineIdsList()) {
                if (normal(planned).equals(normal(machine))) {
                    return Optional.of(window.getUnavailability());
                }
            }
        }
        return Optional.empty();
    }

    void schedule(Schedule changed) {
        schedule = changed;
    }

    void takeDown(List<MachineID> machines) {
        machines.forEach(machine -> down.add(normal(machine)));
    }

    /** They are back, and no longer planned for. */
    void bringUp(List<MachineID> machines) {
        List<MachineID> back = machines.stream().map(Machines::normal).toList();
        down.removeAll(back);
        Schedule.Builder left = Schedule.newBuilder();
        for (Window window : schedule.getWindowsList()) {
            Window.Builder fewer = window.toBuilder().clearMachineIds();
            window.getMachineIdsList().stream()
                    .filter(machine -> !back.contains(normal(machine)))
                    .forEach(fewer::addMachineIds);
            if (fewer.getMachineIdsCount() > 0) {
                left.addWindows(fewer);
            }
        }
        schedule = left.build();
    }
}
