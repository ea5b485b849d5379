package org.mesoselk.localmesos.master;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.MachineID;
import org.apache.mesos.v1.Protos.Unavailability;
import org.apache.mesos.v1.maintenance.Protos.ClusterStatus;
import org.apache.mesos.v1.maintenance.Protos.Schedule;
import org.mesoselk.localmesos.http.HttpError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Operators plan when machines go away, take them down and bring them back: what their agents and frameworks see of it. */
final class Maintenance {

    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

    private final Cluster cluster;
    private final Offers offers;
    private final InverseOffers inverse;
    private final AgentLoss loss;

    Maintenance(Cluster cluster, Offers offers, InverseOffers inverse, AgentLoss loss) {
        this.cluster = cluster;
        this.offers = offers;
        this.inverse = inverse;
        this.loss = loss;
    }

    Schedule schedule() {
        return cluster.machines.schedule();
    }

    /** Machines with what frameworks have answered; those that are down. */
    ClusterStatus status() {
        ClusterStatus.Builder status = ClusterStatus.newBuilder();
        for (MachineID machine : cluster.machines.scheduled()) {
            if (cluster.machines.isDown(machine)) {
                status.addDownMachines(machine);
                continue;
            }
            ClusterStatus.DrainingMachine.Builder draining =
                    status.addDrainingMachinesBuilder().setId(machine);
            on(machine).forEach(agent -> draining.addAllStatuses(inverse.answersOn(agent.id())));
        }
        return status.build();
    }

    /** @throws HttpError 400 with what is wrong */
    void schedule(Schedule schedule) {
        refuse(MaintenanceValidation.schedule(schedule, cluster.machines));
        LOG.info("maintenance is planned for {} windows", schedule.getWindowsCount());
        cluster.machines.schedule(schedule);
        applySchedule();
    }

    /**
     * Those on an agent are told by new offers. As in a real master, agent after agent is taken back and allocated anew,
     * and told when that is done for all.
     */
    private void applySchedule() {
        List<RegisteredAgent> changed = new ArrayList<>();
        List<Map<String, List<Offer>>> made = new ArrayList<>();
        for (RegisteredAgent agent : List.copyOf(cluster.agents.values())) {
            Optional<Unavailability> planned = cluster.machines.unavailability(agent.machine());
            if (planned.isPresent() || agent.unavailability.isPresent()) {
                offers.rescindAllOn(agent.id());
                inverse.forget(agent.id());
                agent.unavailability = planned;
                changed.add(agent);
                made.add(offers.make(List.of(agent)));
            }
        }
        for (int i = 0; i < changed.size(); i++) {
            offers.send(made.get(i));
            inverse.make(List.of(changed.get(i)));
        }
    }

    /** @throws HttpError 400 with what is wrong */
    void takeDown(List<MachineID> machines) {
        refuse(MaintenanceValidation.down(machines, cluster.machines));
        LOG.info("machines are taken down: {}", machines.size());
        cluster.machines.takeDown(machines);
        for (MachineID machine : machines) {
            on(machine).forEach(loss::takenDown);
        }
    }

    /** @throws HttpError 400 with what is wrong */
    void bringUp(List<MachineID> machines) {
        refuse(MaintenanceValidation.up(machines, cluster.machines));
        LOG.info("machines are back: {}", machines.size());
        cluster.machines.bringUp(machines);
    }

    private List<RegisteredAgent> on(MachineID machine) {
        return cluster.agents.values().stream()
                .filter(agent -> Machines.normal(agent.machine()).equals(Machines.normal(machine)))
                .toList();
    }

    private static void refuse(Optional<String> fault) {
        fault.ifPresent(sentence -> {
            throw new HttpError(400, sentence);
        });
    }
}
