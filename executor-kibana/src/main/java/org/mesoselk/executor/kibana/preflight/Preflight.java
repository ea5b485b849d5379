package org.mesoselk.executor.kibana.preflight;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mesoselk.commons.kibana.KibanaTask;
import org.mesoselk.commons.process.UserChoice;
import org.mesoselk.executor.kibana.distribution.Home;

/** Looks at everything that would keep Kibana from starting, before anything is written or started. */
public final class Preflight {

    private static final int FIRST_ORDINARY_PORT = 1024;

    private final Host host;
    private final Path sandbox;

    public Preflight(Host host, Path sandbox) {
        this.host = host;
        this.sandbox = sandbox;
    }

    public Verdict check(KibanaTask task, Home home) {
        List<Fault> faults = new ArrayList<>();
        List<Path> needed = new ArrayList<>(List.of(sandbox, home.directory()));
        if (home.entry().isEmpty()) {
            faults.add(Fault.lasting("The Kibana home " + home.directory() + " has neither src/cli/dist nor src/cli, by"
                    + " which Kibana " + home.version() + " is started; unpack the official build anew."));
        }
        Optional<Path> node = node(task, home, faults);
        node.ifPresent(needed::add);
        port(task, faults);
        UserChoice user = UserChoice.choose(
                new UserChoice.Program(
                        "Kibana", "it", "kibana", task.distribution().runAs(), task.port() < FIRST_ORDINARY_PORT),
                sandbox,
                needed,
                host);
        if (user instanceof UserChoice.None none) {
            faults.add(Fault.lasting(none.sentence()));
        }
        return faults.isEmpty() && user instanceof UserChoice.Chosen chosen
                ? new Verdict.Fit(chosen.credentials(), node.orElseThrow(), chosen.notes())
                : new Verdict.Unfit(faults);
    }

    private Optional<Path> node(KibanaTask task, Home home, List<Fault> faults) {
        Optional<Path> node = task.distribution()
                .nodeHome()
                .map(given -> Path.of(given).resolve("bin/node"))
                .or(home::bundledNode);
        if (node.isEmpty()) {
            faults.add(Fault.lasting("The Kibana home " + home.directory() + " brings no Node.js (node/bin/node); give"
                    + " the folder of one that suits Kibana " + home.version() + " as node home."));
        } else if (host.nodeVersion(node.get()) instanceof Host.NodeVersion.Fails fails) {
            faults.add(Fault.lasting("The Node.js " + node.get() + " does not run on this agent: " + fails.cause()
                    + "; give the folder of one that does as node home."));
        }
        return node;
    }

    private void port(KibanaTask task, List<Fault> faults) {
        Host.Binding binding = host.bind(task.host(), task.port());
        if (binding instanceof Host.Binding.InUse) {
            faults.add(
                    Fault.passing(
                            "The port " + task.port() + " on " + task.host()
                                    + " is used by another process; end that process, or keep this port out of the agent's resources."));
        } else if (binding instanceof Host.Binding.Impossible impossible) {
            faults.add(Fault.lasting("The port " + task.port() + " on " + task.host() + " cannot be bound: "
                    + impossible.cause() + "; give an address of this agent."));
        } else if (binding instanceof Host.Binding.Privileged) {
            faults.add(Fault.lasting("The port " + task.port() + " is below 1024 and the user " + host.self()
                    + " may not listen on it; let this executor run as root, which gives Kibana that right alone, or"
                    + " give another port."));
        }
    }
}
