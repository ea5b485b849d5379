package org.mesoselk.cli.chaos;

import java.util.List;
import org.mesoselk.cli.local.Builds;
import org.mesoselk.cli.local.Checkout;
import org.mesoselk.cli.local.Installation;

/** The processes of a home, started again as {@code elk up} starts them. */
record HomeServices(Installation installation, Checkout checkout, Builds builds) implements Keeper.Services {

    @Override
    public List<String> missing() {
        return installation.names().stream()
                .filter(name -> installation.running(name).isEmpty())
                .toList();
    }

    @Override
    public void start(String name) {
        installation.launch(name, checkout, builds);
    }

    @Override
    public String lastWords(String name) {
        return installation.lastWords(name);
    }
}
