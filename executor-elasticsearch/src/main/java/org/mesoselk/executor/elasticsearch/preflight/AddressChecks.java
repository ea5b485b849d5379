package org.mesoselk.executor.elasticsearch.preflight;

import java.util.ArrayList;
import java.util.List;
import org.mesoselk.commons.elastic.ElasticsearchTask;

/** The address and the two ports on which the node is to listen. */
final class AddressChecks {

    private AddressChecks() {}

    static List<Fault> check(ElasticsearchTask task, Host host) {
        Host.Address address = host.address(task.networkHost());
        if (address == Host.Address.WILDCARD || address == Host.Address.UNKNOWN) {
            return List.of(
                    Fault.lasting(
                            "The network host '" + task.networkHost()
                                    + "' is not an address at which others can reach this agent; give an IP address or a host name of it."));
        }
        List<Fault> faults = new ArrayList<>();
        if (task.httpPort() == task.transportPort()) {
            faults.add(Fault.lasting(
                    "HTTP and transport cannot both have the port " + task.httpPort() + "; give the task two ports."));
        }
        port(task.networkHost(), "HTTP", task.httpPort(), host, faults);
        port(task.networkHost(), "transport", task.transportPort(), host, faults);
        return List.copyOf(faults);
    }

    private static void port(String networkHost, String name, int port, Host host, List<Fault> faults) {
        Host.Binding binding = host.bind(networkHost, port);
        if (binding instanceof Host.Binding.InUse) {
            faults.add(
                    Fault.passing(
                            "The " + name + " port " + port + " on " + networkHost
                                    + " is used by another process; end that process, or keep this port out of the agent's resources."));
        }
        if (binding instanceof Host.Binding.Impossible impossible) {
            faults.add(Fault.lasting("The " + name + " port " + port + " on " + networkHost + " cannot be bound: "
                    + impossible.cause() + "; give an address of this agent."));
        }
    }
}
