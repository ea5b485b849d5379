package org.mesoselk.cli.local;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mesoselk.cli.api.Http;
import org.mesoselk.cli.api.MesosApi;
import org.mesoselk.cli.home.Home;
import org.mesoselk.cli.home.Settings;

/**
 * The processes that an installation with these settings consists of.
 *
 * @param settings with all ports
 */
record Parts(Home home, Settings settings, Checkout checkout, Builds builds, Http http) {

    /** In the order in which they start; those of one list may start at the same time. */
    List<List<Part>> inOrder() {
        List<List<Part>> groups = new ArrayList<>();
        groups.add(List.of(new ZooKeeperPart(
                home, checkout.cli(), settings.ports().zookeeper().orElseThrow())));
        if (settings.processes().separate()) {
            groups.add(masters());
            groups.add(agents());
        } else {
            groups.add(List.of(new MesosPart(
                    home,
                    checkout.localMesos(),
                    Ports.of(settings, Names.MESOS),
                    zookeeper(),
                    settings.mesos(),
                    http)));
        }
        for (Framework framework : Framework.values()) {
            Names.schedulers(framework, settings).forEach(name -> groups.add(List.of(scheduler(framework, name))));
        }
        return groups;
    }

    Stream<Part> all() {
        return inOrder().stream().flatMap(List::stream);
    }

    private List<Part> masters() {
        return Names.masters(settings).stream()
                .map(name -> (Part) new MasterPart(
                        name,
                        home,
                        checkout.localMesos(),
                        Ports.of(settings, name),
                        zookeeper(),
                        separate().masterOptions(),
                        http))
                .toList();
    }

    private List<Part> agents() {
        return IntStream.rangeClosed(1, settings.mesos().agents())
                .mapToObj(number -> (Part) new AgentPart(
                        number,
                        home,
                        checkout.localMesos(),
                        zookeeper(),
                        separate().agentOptions(number),
                        new MesosApi(mastersOf(settings), http)))
                .toList();
    }

    private SeparateMesos separate() {
        return new SeparateMesos(
                settings.mesos(), PortsBase.of(home.mesos(), settings.mesos().agents()));
    }

    private Part scheduler(Framework framework, String name) {
        SchedulerVariables variables = new SchedulerVariables(home, settings, zookeeper(), builds);
        return new SchedulerPart(
                framework, name, home, checkout, Ports.of(settings, name), variables.of(framework), http);
    }

    private String zookeeper() {
        return Installation.zookeeper(settings).orElseThrow();
    }

    /** Addresses of the masters, wherever they are. */
    static List<URI> mastersOf(Settings settings) {
        List<String> names = settings.processes().separate() ? Names.masters(settings) : List.of(Names.MESOS);
        return names.stream()
                .map(name -> MasterPart.address(Ports.of(settings, name)))
                .toList();
    }
}
